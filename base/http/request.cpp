#include "base/http/ascii.hpp"
#include "base/http/message.hpp"

namespace gatehouse::http {

std::optional<std::string> Request::cookie(std::string_view name) const {
    std::optional<std::string> found;
    for (std::string_view line : headers.all("Cookie")) {
        while (!line.empty()) {
            const auto end = std::min(line.find(';'), line.size());
            const std::string_view pair = trim(line.substr(0, end));
            line.remove_prefix(std::min(end + 1, line.size()));
            const auto equals = pair.find('=');
            if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
            if (found) return std::nullopt;
            found = pair.substr(equals + 1);
        }
    }
    return found;
}

Result<Parameters> Request::form() const {
    const auto type = headers.get("Content-Type").value_or("");
    const auto media = trim(type.substr(0, type.find(';')));
    if (!same_word(media, "application/x-www-form-urlencoded")) {
        return fail(ErrorCode::unsupported_media_type, "Please send the fields as application/x-www-form-urlencoded.");
    }
    return Parameters::parse(body, {.count = 1000, .value_bytes = 16 * 1024});
}

}  // namespace gatehouse::http
