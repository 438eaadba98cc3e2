#include "apps/gatehouse/read_text.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

namespace gatehouse::commands {

Result<std::string> read_text(const std::string& path, std::size_t most) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return fail(ErrorCode::bad_input, path + ": there is no such file; name another one.", path);
    if (std::filesystem::is_directory(path, ignored)) return fail(ErrorCode::bad_input, path + ": this is a folder; name a file.", path);
    std::ifstream file(path, std::ios::binary);
    std::string text(most + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!file && !file.eof()) return fail(ErrorCode::bad_input, path + ": cannot be read; check its permissions.", path);
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > most)
        return fail(ErrorCode::bad_input, fmt::format("{}: is larger than {} bytes; name the right file.", path, most), path);
    return text;
}

}  // namespace gatehouse::commands
