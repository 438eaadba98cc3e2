// SPDX-License-Identifier: AGPL-3.0-or-later
#include "apps/coi-desk/desk_server.hpp"

#include "apps/coi-desk/fenced.hpp"
#include "base/http/ascii.hpp"
#include "base/http/request_target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace gatehouse::desk {

namespace {

constexpr std::size_t threads = 64;
constexpr std::size_t most_headers = 100;
constexpr std::size_t longest_body = 64 * 1024;

http::Method method_of(const std::string& name) {
    for (const auto method : {http::Method::get, http::Method::head, http::Method::post, http::Method::put, http::Method::patch,
                              http::Method::delete_, http::Method::options}) {
        if (http::name(method) == name) return method;
    }
    return http::Method::other;
}

bool has_control(std::string_view text) {
    return std::ranges::any_of(text, [](char letter) { return (letter >= 0 && letter < 0x20) || letter == 0x7F; });
}

// The library decodes header values ("%0d%0a" becomes a line break) and adds its own REMOTE_ADDR beside a sent one.
// Framing that two readers could read differently is refused; so is anything that would be inflated without limit.
int refusal(const httplib::Request& request, const std::string& authority) {
    const auto count = [&](const char* name) { return request.get_header_value_count(name); };
    if (request.headers.size() > most_headers) return 431;
    const bool control =
        std::ranges::any_of(request.headers, [](const auto& header) { return has_control(header.first) || has_control(header.second); });
    if (control || count("Host") != 1) return 400;
    if (count("Transfer-Encoding") > 0 || count("Content-Encoding") > 0) return 501;
    if (count("Content-Length") > 1) return 400;
    if (!http::same_word(request.get_header_value("Host"), authority)) return 421;
    return 0;
}

void copy(const http::Response& answer, httplib::Response& response) {
    response.status = answer.status;
    std::string type;
    for (const auto& [name, value] : answer.headers.list()) {
        if (http::same_word(name, "Content-Type")) {
            type = value;
        } else if (!http::same_word(name, "Content-Length")) {
            response.headers.emplace(name, value);
        }
    }
    if (!answer.body.empty()) response.set_content(answer.body, type);
}

}  // namespace

struct DeskServer::Impl {
    const Settings& settings;
    const http::Router& router;
    Surroundings around;
    std::string authority;  // "localhost:9543"
    Fenced<httplib::SSLServer> server;
    std::thread thread;
    int port = 0;

    Impl(const Settings& all, const http::Router& routes, Surroundings surroundings)
        : settings(all), router(routes), around(surroundings), server(all.certificate.c_str(), all.private_key.c_str()) {}
    void answer(const httplib::Request& raw, std::string body, httplib::Response& response);
    Result<http::Request> request_from(const httplib::Request& raw) const;
    void add_handlers();
};

Result<http::Request> DeskServer::Impl::request_from(const httplib::Request& raw) const {
    http::Request request;
    request.method = method_of(raw.method);
    request.authority = authority;
    request.peer = raw.remote_addr;
    request.peer_is_loopback = true;
    request.id = around.random.token(16);
    for (const auto& [name, value] : raw.headers) request.headers.add(name, value);
    TRY_VOID(http::parse_request_target(raw.target, request));
    return request;
}

void DeskServer::Impl::answer(const httplib::Request& raw, std::string body, httplib::Response& response) {
    auto request = request_from(raw);
    if (!request) {
        response.status = 400;
        return;
    }
    request->body = std::move(body);
    copy(router.dispatch(std::move(*request)), response);
}

// One handler per method for all paths: its own table is a list of regular expressions tried in turn. Bodies are read by
// hand, because its form parser refuses more than 8 KiB and chunked bodies pass its payload limit.
void DeskServer::Impl::add_handlers() {
    server.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
        response.status = refusal(request, authority);
        if (response.status == 0 && method_of(request.method) == http::Method::other) response.status = 501;
        if (response.status != 0) return httplib::Server::HandlerResponse::Handled;
        response.status = -1;
        return httplib::Server::HandlerResponse::Unhandled;
    });
    server.Get(".*", [this](const httplib::Request& request, httplib::Response& response) { answer(request, {}, response); });
    server.Options(".*", [this](const httplib::Request& request, httplib::Response& response) { answer(request, {}, response); });
    const auto with_body = [this](const httplib::Request& request, httplib::Response& response, const httplib::ContentReader& read) {
        std::string body;
        const bool complete = read([&](const char* data, std::size_t length) {
            if (body.size() + length > longest_body) return false;
            body.append(data, length);
            return true;
        });
        if (!complete) {
            response.status = 413;
            return;
        }
        answer(request, std::move(body), response);
    };
    server.Post(".*", with_body);
    server.Put(".*", with_body);
    server.Patch(".*", with_body);
    server.Delete(".*", with_body);
}

DeskServer::DeskServer(const Settings& settings, const http::Router& router, Surroundings around)
    : impl_(std::make_unique<Impl>(settings, router, around)) {}

DeskServer::~DeskServer() {
    stop();
}

Result<void> DeskServer::start() {
    const Settings& settings = impl_->settings;
    auto& server = impl_->server;
    if (!server.is_valid()) {
        return fail(ErrorCode::bad_input, fmt::format("{}: the certificate cannot be read or {} does not belong to it.",
                                                      settings.certificate, settings.private_key));
    }
    impl_->authority = settings.base_url.substr(settings.base_url.find("://") + 3);
    server.fence(threads);
    impl_->add_handlers();
    const bool any = settings.port == 0;
    impl_->port =
        any ? server.bind_to_any_port(settings.address) : (server.bind_to_port(settings.address, settings.port) ? settings.port : -1);
    if (impl_->port <= 0) {
        return fail(ErrorCode::bad_input,
                    fmt::format("{} port {}: cannot listen; is another program using the port?", settings.address, settings.port));
    }
    server.deepen_backlog();
    impl_->thread = std::thread([impl = impl_.get()] { impl->server.listen_after_bind(); });
    return {};
}

std::uint16_t DeskServer::port() const {
    return static_cast<std::uint16_t>(impl_->port);
}

void DeskServer::stop() {
    impl_->server.stop();
    if (impl_->thread.joinable()) impl_->thread.join();
}

}  // namespace gatehouse::desk
