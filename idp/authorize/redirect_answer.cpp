#include "idp/authorize/redirect_answer.hpp"

namespace gatehouse::idp {

namespace {

http::Response answer(const ReturnAddress& to, http::Parameters parameters) {
    if (!to.state.empty()) parameters.add("state", std::string(to.state));
    parameters.add("iss", std::string(to.issuer));
    return http::Response::redirect(with_parameters(to.redirect_uri, parameters));
}

}  // namespace

std::string with_parameters(std::string_view redirect_uri, const http::Parameters& parameters) {
    const std::string encoded = parameters.encode();
    if (encoded.empty()) return std::string(redirect_uri);
    const char* joint = redirect_uri.find('?') == std::string_view::npos ? "?" : redirect_uri.ends_with('?') ? "" : "&";
    return std::string(redirect_uri) + joint + encoded;
}

http::Response redirect_code(const ReturnAddress& to, const Secret& code) {
    http::Parameters parameters;
    parameters.add("code", std::string(code.reveal()));
    return answer(to, std::move(parameters));
}

http::Response redirect_error(const ReturnAddress& to, const Error& error) {
    const ErrorRow& row = describe(error.code);
    http::Parameters parameters;
    parameters.add("error", std::string(row.wire));
    if (row.show == Show::message) parameters.add("error_description", error.message);
    return answer(to, std::move(parameters));
}

}  // namespace gatehouse::idp
