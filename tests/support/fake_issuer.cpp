#include "tests/support/fake_issuer.hpp"

#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"
#include "base/json.hpp"

namespace gatehouse::tests {

namespace {

http::Response refused(const char* word) {
    return http::Response::json(json::dump(boost::json::object{{"error", word}}), 400);
}

std::string client_of(const http::OutgoingRequest& request, const http::Parameters& form) {
    const std::string basic(request.headers.get("Authorization").value_or(""));
    if (!basic.starts_with("Basic ")) return std::string(form.get("client_id"));
    const std::string pair = from_base64(basic.substr(6)).value_or("");
    return pair.substr(0, pair.find(':'));
}

}  // namespace

FakeIssuer::FakeIssuer(const Clock& clock, std::string name) : issuer(std::move(name)), clock_(clock) {}

Result<http::Response> FakeIssuer::send(const http::OutgoingRequest& request) {
    if (const auto other = elsewhere.find(request.url); other != elsewhere.end()) return other->second(request);
    if (away || !request.url.starts_with(issuer)) return fail(ErrorCode::unavailable, "away");
    const std::string path = request.url.substr(issuer.size());
    ++calls[path];
    if (path == "/.well-known/openid-configuration") return metadata();
    if (path == "/jwks") return http::Response::json(json::dump(boost::json::object{{"keys", {key.public_jwk()}}}));
    if (path == "/token") return token(request);
    if (path == "/userinfo") return user(request);
    return http::Response::text("", 404);
}

http::Response FakeIssuer::metadata() const {
    boost::json::object document = {{"issuer", issuer},
                                    {"authorization_endpoint", issuer + "/authorize"},
                                    {"token_endpoint", issuer + "/token"},
                                    {"userinfo_endpoint", issuer + "/userinfo"},
                                    {"jwks_uri", issuer + "/jwks"},
                                    {"end_session_endpoint", issuer + "/logout"},
                                    {"authorization_response_iss_parameter_supported", true}};
    if (bend_metadata) bend_metadata(document);
    return http::Response::json(json::dump(document));
}

http::Request FakeIssuer::approve(const std::string& authorization_url) {
    const auto asked = *http::Parameters::parse(authorization_url.substr(authorization_url.find('?') + 1));
    const auto value = [&](const char* name) { return std::string(asked.get(name)); };
    const std::string code = "code" + std::to_string(++serial_);
    codes_[code] = {value("nonce"), value("code_challenge"), value("redirect_uri"), value("scope"), value("client_id")};
    http::Request callback;
    callback.query.add("code", code);
    callback.query.add("state", value("state"));
    callback.query.add("iss", issuer);
    return callback;
}

std::string FakeIssuer::access_token(const std::string& for_audience, const std::string& scope, const Bend& bend) const {
    const std::int64_t now = to_seconds(clock_.now());
    boost::json::object header = {{"typ", "at+jwt"}};
    boost::json::object payload = {{"iss", issuer},  {"sub", sub}, {"aud", for_audience}, {"client_id", "the-client"},
                                   {"scope", scope}, {"iat", now}, {"jti", "j-1"},        {"exp", now + access_life.count()}};
    if (bend) bend(header, payload);
    return jose::sign_compact(key, header, payload);
}

std::string FakeIssuer::id_token(const Pending& pending, const std::string& access) const {
    const std::int64_t now = to_seconds(clock_.now());
    boost::json::object header = {{"typ", "JWT"}};
    boost::json::object payload = {{"iss", issuer},
                                   {"sub", sub},
                                   {"aud", pending.client_id},
                                   {"exp", now + 300},
                                   {"iat", now},
                                   {"auth_time", now},
                                   {"nonce", pending.nonce},
                                   {"given_name", "Élodie"},
                                   {"family_name", "Marchand"},
                                   {"at_hash", base64url(crypto::sha256(access).substr(0, 16))}};
    if (bend_id_token) bend_id_token(header, payload);
    return jose::sign_compact(key, header, payload);
}

http::Response FakeIssuer::token(const http::OutgoingRequest& request) {
    last_form = *http::Parameters::parse(request.body);
    last_authorization = request.headers.get("Authorization").value_or("");
    if (last_form.get("grant_type") == "authorization_code") return code_grant(client_of(request, last_form));
    const std::string access = access_token(std::string(last_form.get("resource")), std::string(last_form.get("scope")), bend_access_token);
    return http::Response::json(
        json::dump(boost::json::object{{"access_token", access}, {"token_type", "Bearer"}, {"expires_in", access_life.count()}}));
}

http::Response FakeIssuer::code_grant(const std::string& client_id) {
    const auto found = codes_.extract(std::string(last_form.get("code")));
    if (found.empty()) return refused("invalid_grant");
    const Pending& pending = found.mapped();
    const bool fits = pending.code_challenge == base64url(crypto::sha256(std::string(last_form.get("code_verifier")))) &&
                      pending.redirect_uri == last_form.get("redirect_uri") && pending.client_id == client_id;
    if (!fits) return refused("invalid_grant");
    const std::string access = access_token(audience, pending.scope, bend_access_token);
    boost::json::object answer = {{"access_token", access},
                                  {"token_type", "Bearer"},
                                  {"expires_in", access_life.count()},
                                  {"id_token", id_token(pending, access)},
                                  {"scope", pending.scope}};
    if (bend_token_answer) bend_token_answer(answer);
    return http::Response::json(json::dump(answer));
}

http::Response FakeIssuer::user(const http::OutgoingRequest& request) const {
    if (!request.headers.get("Authorization").value_or("").starts_with("Bearer ")) return http::Response::text("", 401);
    boost::json::object claims = userinfo;
    if (!claims.contains("sub")) claims["sub"] = sub;
    return http::Response::json(json::dump(claims));
}

}  // namespace gatehouse::tests
