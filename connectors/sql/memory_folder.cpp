#include "connectors/sql/memory_folder.hpp"

#include "connectors/sql/failure.hpp"

#include <fmt/format.h>

#include <charconv>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <string_view>

#include <unistd.h>

namespace gatehouse::sql {

namespace {

constexpr std::string_view prefix = "gatehouse-memory-";

std::filesystem::path parent() {
    std::error_code ignored;
    return std::filesystem::is_directory("/dev/shm", ignored) && ::access("/dev/shm", W_OK) == 0 ? std::filesystem::path("/dev/shm")
                                                                                                 : std::filesystem::temp_directory_path();
}

// "gatehouse-memory-PID-XXXXXX" → PID
std::optional<pid_t> owner(std::string_view name) {
    if (!name.starts_with(prefix)) return std::nullopt;
    name.remove_prefix(prefix.size());
    pid_t pid = 0;
    const auto parsed = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (parsed.ec != std::errc{} || pid <= 1) return std::nullopt;
    return pid;
}

void sweep_after_the_dead(const std::filesystem::path& where) {
    std::error_code failed;
    for (std::filesystem::directory_iterator at(where, failed), end; !failed && at != end; at.increment(failed)) {
        const auto pid = owner(at->path().filename().string());
        std::error_code ignored;
        if (pid && ::kill(*pid, 0) != 0 && errno == ESRCH) std::filesystem::remove_all(at->path(), ignored);
    }
}

}  // namespace

MemoryFolder::MemoryFolder() {
    const std::filesystem::path where = parent();
    sweep_after_the_dead(where);
    std::string pattern = (where / fmt::format("{}{}-XXXXXX", prefix, ::getpid())).string();
    if (::mkdtemp(pattern.data()) == nullptr) throw store_unavailable(fmt::format("cannot make a folder in {}", where.string()));  // 0700
    folder_ = pattern;
}

MemoryFolder::~MemoryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

}  // namespace gatehouse::sql
