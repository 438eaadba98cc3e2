// An OpenID issuer in memory: an http::Client that answers as its endpoints would. Tests bend its answers.
#pragma once

#include "base/clock.hpp"
#include "base/http/client.hpp"
#include "base/jose/jws.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <map>
#include <string>

namespace gatehouse::tests {

class FakeIssuer final : public http::Client {
public:
    explicit FakeIssuer(const Clock& clock, std::string issuer = "https://issuer.example");

    Result<http::Response> send(const http::OutgoingRequest& request) override;

    // What the browser brings back from the authorization URL after the person signed in.
    http::Request approve(const std::string& authorization_url);
    // An access token as RFC 9068 has it; bend changes header and payload before signing.
    using Bend = std::function<void(boost::json::object& header, boost::json::object& payload)>;
    std::string access_token(const std::string& audience, const std::string& scope, const Bend& bend = {}) const;

    std::string issuer;
    std::string sub = "n00a1b2c";
    jose::Key key = jose::Key::generate(jose::Algorithm::ES256);
    std::string audience = "https://desk.example";  // of the code flow's access tokens
    Seconds access_life{300};
    bool away = false;
    Bend bend_id_token, bend_access_token;
    std::function<void(boost::json::object&)> bend_metadata, bend_token_answer;
    boost::json::object userinfo;  // besides sub
    // Further addresses: whole URL → answer.
    std::map<std::string, std::function<http::Response(const http::OutgoingRequest&)>> elsewhere;

    std::map<std::string, int> calls;  // by path
    http::Parameters last_form;        // at the token endpoint
    std::string last_authorization;

private:
    struct Pending {
        std::string nonce, code_challenge, redirect_uri, scope, client_id;
    };
    http::Response metadata() const;
    http::Response token(const http::OutgoingRequest& request);
    http::Response code_grant(const std::string& client_id);
    http::Response user(const http::OutgoingRequest& request) const;
    std::string id_token(const Pending& pending, const std::string& access) const;

    const Clock& clock_;
    std::map<std::string, Pending> codes_;
    int serial_ = 0;
};

}  // namespace gatehouse::tests
