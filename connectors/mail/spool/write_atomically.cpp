#include "connectors/mail/spool/write_atomically.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace gatehouse::mail {
namespace {

class File {
public:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    int get() const { return descriptor_; }

private:
    int descriptor_;
};

std::unexpected<Error> failed(std::string_view what, const std::string& path) {
    return fail(ErrorCode::unavailable, fmt::format("{} {} failed: {}.", what, path, std::strerror(errno)));
}

Result<void> write_all(int descriptor, std::string_view bytes, const std::string& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failed("Writing", path);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(descriptor) != 0) return failed("Syncing", path);
    return {};
}

// The rename itself is durable only when the folder is.
Result<void> sync_folder(const std::string& folder) {
    const File open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (open.get() < 0 || ::fsync(open.get()) != 0) return failed("Syncing", folder);
    return {};
}

}  // namespace

Result<void> write_atomically(const std::string& folder, const std::string& name, std::string_view bytes) {
    std::string temporary = fmt::format("{}/.{}.XXXXXX", folder, name);
    const File file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (file.get() < 0) return failed("Creating", temporary);
    const std::string path = folder + "/" + name;
    Result<void> written = write_all(file.get(), bytes, temporary);
    if (written && ::rename(temporary.c_str(), path.c_str()) != 0) written = failed("Naming", path);
    if (!written) {
        ::unlink(temporary.c_str());
        return written;
    }
    return sync_folder(folder);
}

}  // namespace gatehouse::mail
