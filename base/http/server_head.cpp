#include "base/http/server_head.hpp"

#include "base/http/ascii.hpp"
#include "base/http/request_target.hpp"

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

void copy_headers(const RawHead& head, Request& request) {
    for (const auto& field : head) request.headers.add(std::string(view(field.name_string())), std::string(view(field.value())));
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
    Request request;
    request.method = method;
    request.scheme = door.scheme;
    request.authority = std::move(*authority);
    if (auto parsed = parse_request_target(view(head.target()), request); !parsed) return refuse(400, std::move(parsed).error().message);
    copy_headers(head, request);
    apply_proxy_rules(request, door);
    return request;
}

}  // namespace gatehouse::http
