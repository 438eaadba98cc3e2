#include "base/http/request_target.hpp"

#include "base/http/ascii.hpp"
#include "base/http/percent.hpp"

#include <algorithm>

namespace gatehouse::http {

namespace {

auto bad(std::string message) {
    return fail(ErrorCode::invalid_request, std::move(message));
}

Result<std::string_view> local_target(std::string_view target, std::string_view origin) {
    if (target.starts_with('/')) return target;
    if (target.size() > origin.size() && same_word(target.substr(0, origin.size()), origin) && target[origin.size()] == '/') {
        return target.substr(origin.size());
    }
    return bad("The request target is not a path of this server.");
}

bool has_dot_segment(std::string_view path) {
    while (!path.empty()) {
        path.remove_prefix(1);
        const auto end = std::min(path.find('/'), path.size());
        const std::string_view segment = path.substr(0, end);
        if (segment == "." || segment == "..") return true;
        path.remove_prefix(end);
    }
    return false;
}

// Decoded once. What another decoder could take for a separator or an end is refused rather than interpreted.
Result<std::string> decode_path(std::string_view raw) {
    auto path = percent_decode(raw, Plus::is_plus);
    if (!path || !is_valid_utf8(*path)) return bad("The path is not correctly encoded.");
    const auto strange = [](char letter) { return (letter >= 0 && letter < 0x20) || letter == 0x7F || letter == '\\'; };
    if (std::ranges::any_of(*path, strange) || std::ranges::count(*path, '/') != std::ranges::count(raw, '/')) {
        return bad("The path has an encoded slash or a control character.");
    }
    if (has_dot_segment(*path)) return bad("The path has a dot segment.");
    return std::move(*path);
}

}  // namespace

Result<void> parse_request_target(std::string_view raw, Request& request) {
    TRY(const auto local, local_target(raw, request.origin()));
    const auto mark = std::min(local.find('?'), local.size());
    TRY(request.path, decode_path(local.substr(0, mark)));
    TRY(request.query, Parameters::parse(local.substr(std::min(mark + 1, local.size()))));
    request.target = local;
    return {};
}

}  // namespace gatehouse::http
