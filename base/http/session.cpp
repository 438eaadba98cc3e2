#include "base/http/session.hpp"

#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"

namespace gatehouse::http {

SessionCookie::SessionCookie(const crypto::Seal& seal, std::string name, std::string associated)
    : seal_(seal), name_(std::move(name)), associated_(std::move(associated)) {}

std::optional<std::string> SessionCookie::read(const Request& request) const {
    const auto sealed = request.cookie(name_);
    if (!sealed) return std::nullopt;
    return seal_.open(*sealed, associated_);
}

void SessionCookie::write(Response& response, std::string_view session_id, std::optional<std::int64_t> max_age) const {
    set_cookie(response, {name_, seal_.seal(session_id, associated_), max_age});
}

void SessionCookie::clear(Response& response) const {
    set_cookie(response, {name_, "", 0});
}

std::string SessionCookie::form_token(std::string_view session_id) const {
    const Secret key = seal_.derive("form-token:" + associated_);
    return base64url(crypto::hmac_sha256(key.reveal(), session_id));
}

Result<void> SessionCookie::check_form(const Request& request, const Parameters& form, std::string_view session_id) const {
    const auto origins = request.headers.all("Origin");
    if (origins.size() != 1 || origins.front() != request.origin()) {
        return fail(ErrorCode::forbidden, "This form did not come from our own page. Please open the page here and send it again.",
                    "Origin");
    }
    const auto tokens = form.all("form_token");
    if (session_id.empty() || tokens.size() != 1 || !crypto::equal(tokens.front(), form_token(session_id))) {
        return fail(ErrorCode::forbidden, "This page was open for too long. Please reload it and send the form again.", "form_token");
    }
    return {};
}

}  // namespace gatehouse::http
