#include "base/http/server_head.hpp"

#include "base/http/ascii.hpp"
#include "base/http/percent.hpp"

#include <algorithm>

namespace gatehouse::http {

namespace beast_http = boost::beast::http;

namespace {

std::unexpected<Refusal> refuse(int status, std::string message) {
    return std::unexpected(Refusal{status, std::move(message)});
}

std::string_view view(boost::beast::string_view text) {
    return {text.data(), text.size()};
}

Method method_of(beast_http::verb verb) {
    switch (verb) {
        case beast_http::verb::get:
            return Method::get;
        case beast_http::verb::head:
            return Method::head;
        case beast_http::verb::post:
            return Method::post;
        case beast_http::verb::put:
            return Method::put;
        case beast_http::verb::patch:
            return Method::patch;
        case beast_http::verb::delete_:
            return Method::delete_;
        case beast_http::verb::options:
            return Method::options;
        default:
            return Method::other;
    }
}

// RFC 9112 section 6: one way only to say how long the body is.
std::expected<void, Refusal> check_framing(const RawHead& head) {
    const auto lengths = head.count(beast_http::field::content_length);
    const auto encodings = head.count(beast_http::field::transfer_encoding);
    if (lengths > 1) return refuse(400, "There must be only one Content-Length.");
    if (lengths == 1 && encodings > 0) return refuse(400, "Content-Length and Transfer-Encoding exclude each other.");
    if (encodings == 0) return {};
    if (encodings > 1 || !same_word(view(head[beast_http::field::transfer_encoding]), "chunked")) {
        return refuse(501, "The only transfer encoding is chunked.");
    }
    if (head.version() != 11) return refuse(400, "Transfer-Encoding needs HTTP/1.1.");
    return {};
}

std::expected<std::string, Refusal> check_host(const RawHead& head, const Door& door) {
    if (head.count(beast_http::field::host) != 1) return refuse(400, "There must be exactly one Host header.");
    std::string host = lower(view(head[beast_http::field::host]));
    if (std::ranges::find(door.names, host) == door.names.end()) return refuse(421, "This server has another name.");
    return host;
}

// Origin form, or absolute form that names us (RFC 9112 section 3.2).
std::expected<std::string_view, Refusal> local_target(std::string_view target, std::string_view origin) {
    if (target.starts_with('/')) return target;
    if (target.size() > origin.size() && same_word(target.substr(0, origin.size()), origin) && target[origin.size()] == '/') {
        return target.substr(origin.size());
    }
    return refuse(400, "The request target is not a path of this server.");
}

bool is_dot_segment(std::string_view segment) {
    return segment == "." || segment == "..";
}

bool has_dot_segment(std::string_view path) {
    while (!path.empty()) {
        path.remove_prefix(1);
        const auto end = std::min(path.find('/'), path.size());
        if (is_dot_segment(path.substr(0, end))) return true;
        path.remove_prefix(end);
    }
    return false;
}

// Decoded once. What another decoder could take for a separator or an end is refused rather than interpreted.
std::expected<std::string, Refusal> decode_path(std::string_view raw) {
    auto path = percent_decode(raw, Plus::is_plus);
    if (!path || !is_valid_utf8(*path)) return refuse(400, "The path is not correctly encoded.");
    const auto slashes = [](std::string_view text) { return std::ranges::count(text, '/'); };
    const bool strange =
        std::ranges::any_of(*path, [](char letter) { return (letter >= 0 && letter < 0x20) || letter == 0x7F || letter == '\\'; });
    if (strange || slashes(*path) != slashes(raw)) return refuse(400, "The path has an encoded slash or a control character.");
    if (has_dot_segment(*path)) return refuse(400, "The path has a dot segment.");
    return std::move(*path);
}

void copy_headers(const RawHead& head, Request& request) {
    for (const auto& field : head) request.headers.add(std::string(view(field.name_string())), std::string(view(field.value())));
}

std::expected<Request, Refusal> parse_target(const RawHead& head, const Door& door, std::string authority) {
    Request request;
    request.scheme = door.scheme;
    request.authority = std::move(authority);
    const auto local = local_target(view(head.target()), request.origin());
    if (!local) return std::unexpected(local.error());
    request.target = *local;
    const auto mark = std::min(local->find('?'), local->size());
    auto path = decode_path(local->substr(0, mark));
    if (!path) return std::unexpected(std::move(path).error());
    auto query = Parameters::parse(local->substr(std::min(mark + 1, local->size())));
    if (!query) return refuse(400, std::move(query).error().message);
    request.path = std::move(*path);
    request.query = std::move(*query);
    return request;
}

}  // namespace

std::expected<Request, Refusal> read_head(const RawHead& head, const Door& door) {
    const auto fields = static_cast<std::size_t>(std::distance(head.begin(), head.end()));
    if (fields > door.header_count) return refuse(431, "There are too many headers.");
    if (const auto framing = check_framing(head); !framing) return std::unexpected(framing.error());
    const Method method = method_of(head.method());
    if (method == Method::other) return refuse(501, "This request method is not known here.");
    auto authority = check_host(head, door);
    if (!authority) return std::unexpected(std::move(authority).error());
    auto request = parse_target(head, door, std::move(*authority));
    if (!request) return request;
    request->method = method;
    copy_headers(head, *request);
    apply_proxy_rules(*request, door);
    return request;
}

}  // namespace gatehouse::http
