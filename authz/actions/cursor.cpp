#include "authz/actions/cursor.hpp"

#include "base/encoding.hpp"

#include <charconv>
#include <cstdint>

namespace gatehouse::authz {
namespace {

constexpr char separator = '\x1f';

std::unexpected<Error> not_ours() {
    return fail(ErrorCode::bad_input, "This page of the list does not exist; start again from the first page.", "after");
}

}  // namespace

std::string write_cursor(const std::vector<std::string>& parts) {
    std::string plain;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) plain += separator;
        plain += parts[i];
    }
    return base64url(plain);
}

Result<std::vector<std::string>> read_cursor(const std::string& cursor, std::size_t parts) {
    std::vector<std::string> found(1);
    const auto plain = from_base64url(cursor);
    if (!plain || plain->size() > 2000 || plain->find('\0') != std::string::npos) return not_ours();
    for (const char letter : *plain) {
        if (letter == separator)
            found.emplace_back();
        else
            found.back() += letter;
    }
    if (cursor.empty()) found.resize(parts);
    if (found.size() != parts) return not_ours();
    return found;
}

Result<std::int64_t> cursor_number(const std::string& part) {
    std::int64_t number = 0;
    if (part.empty()) return number;
    const auto [end, problem] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (problem != std::errc{} || end != part.data() + part.size()) return not_ours();
    return number;
}

}  // namespace gatehouse::authz
