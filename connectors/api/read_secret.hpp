// Reads a setting of kind `secret`: the file's text without its trailing line end. Inline, so that every plugin may use it.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <fstream>
#include <iterator>
#include <string>

namespace gatehouse::connector {

// Errors: bad_input naming setting and file (unreadable, empty, over 4 KiB).
inline Result<Secret> read_secret(const std::string& path, const std::string& setting) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    if (!file || text.empty() || text.size() > 4096)
        return fail(ErrorCode::bad_input, "\"" + setting + "\": the file " + path + " must be readable and hold the secret on one line.",
                    setting);
    return Secret(std::move(text));
}

}  // namespace gatehouse::connector
