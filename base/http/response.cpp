#include "base/http/message.hpp"

namespace gatehouse::http {

namespace {

Response of_type(std::string_view type, std::string body, int status) {
    Response response;
    response.status = status;
    response.headers.add("Content-Type", std::string(type));
    response.body = std::move(body);
    return response;
}

}  // namespace

Response Response::html(std::string body, int status) {
    return of_type("text/html; charset=utf-8", std::move(body), status);
}

Response Response::json(std::string body, int status) {
    Response response = of_type("application/json", std::move(body), status);
    response.headers.add("Cache-Control", "no-store");
    return response;
}

Response Response::text(std::string body, int status) {
    return of_type("text/plain; charset=utf-8", std::move(body), status);
}

Response Response::redirect(std::string location, int status) {
    Response response;
    response.status = status;
    response.headers.add("Location", std::move(location));
    response.headers.add("Cache-Control", "no-store");
    return response;
}

void set_cookie(Response& response, const Cookie& cookie) {
    std::string line = cookie.name + '=' + cookie.value + "; Path=/; Secure; HttpOnly; SameSite=Lax";
    if (cookie.max_age) line += "; Max-Age=" + std::to_string(*cookie.max_age);
    response.headers.add("Set-Cookie", std::move(line));
}

}  // namespace gatehouse::http
