// The sealed session cookie and the form token bound to it (invariant 17): a POST that acts on a cookie session needs
// both the token and an exact Origin.
#pragma once

#include "base/crypto/seal.hpp"
#include "base/http/message.hpp"

#include <optional>
#include <string>

namespace gatehouse::http {

class SessionCookie {
public:
    // name "__Host-gh-idp" (with "-N" where the ports are shifted by N); associated data e.g. "gatehouse-idp/session/v1".
    SessionCookie(const crypto::Seal& seal, std::string name, std::string associated);

    // The session id in the cookie, or nullopt where there is none, two, or one that is not ours.
    std::optional<std::string> read(const Request& request) const;
    void write(Response& response, std::string_view session_id, std::optional<std::int64_t> max_age) const;
    void clear(Response& response) const;
    const std::string& name() const { return name_; }

    // Form token: HMAC over the session id under a key derived from the seal; constant per session.
    std::string form_token(std::string_view session_id) const;
    // Checks Origin (exactly request.origin()) and the field "form_token". Errors: forbidden with one sentence and cure.
    Result<void> check_form(const Request& request, const Parameters& form, std::string_view session_id) const;

private:
    const crypto::Seal& seal_;
    std::string name_;
    std::string associated_;
};

}  // namespace gatehouse::http
