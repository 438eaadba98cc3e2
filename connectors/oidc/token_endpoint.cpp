#include "connectors/oidc/token_endpoint.hpp"

#include "base/encoding.hpp"
#include "base/json.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace gatehouse::oidc {

namespace {

constexpr std::int64_t assertion_life_seconds = 60;

auto unreadable(std::string detail) {
    return fail(ErrorCode::unavailable, "The sign-in service gave no usable answer. Please try again shortly.", "", std::move(detail));
}

// RFC 7523 section 3; the audience is the issuer, as the update of the RFC has it: a token endpoint's address could be another's.
std::string client_assertion(const ClientIdentity& identity, const std::string& issuer, Surroundings around) {
    const std::int64_t now = to_seconds(around.clock.now());
    const boost::json::object claims = {
        {"iss", identity.client_id},           {"sub", identity.client_id},     {"aud", issuer}, {"iat", now},
        {"exp", now + assertion_life_seconds}, {"jti", around.random.token(16)}};
    return jose::sign_compact(*identity.key, {{"typ", "JWT"}}, claims);
}

void authenticate(http::OutgoingRequest& request, http::Parameters& form, const ClientIdentity& identity, const std::string& issuer,
                  Surroundings around) {
    if (identity.key) {
        form.add("client_id", identity.client_id);
        form.add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.add("client_assertion", client_assertion(identity, issuer, around));
        return;
    }
    const std::string pair = http::percent_encode(identity.client_id) + ':' + http::percent_encode(identity.secret.reveal());
    request.headers.add("Authorization", "Basic " + base64(pair));
}

// The issuer's error word, if it is one (RFC 6749 section 5.2: no blanks, quotes or backslashes).
std::string error_word(const std::string& body) {
    const auto value = json::parse(body);
    if (!value || !value->is_object()) return "no JSON";
    const auto word = json::optional_text(value->get_object(), "error");
    if (!word || !*word || (*word)->size() > 100) return "no error word";
    const bool plain = std::ranges::all_of(**word, [](char letter) { return letter > 0x20 && letter < 0x7F; });
    return plain ? **word : "no error word";
}

Result<TokenAnswer> read_answer(const std::string& body) {
    const auto value = json::parse(body);
    if (!value || !value->is_object()) return unreadable("token endpoint: no JSON object");
    const auto& object = value->get_object();
    const auto token = json::required_text(object, "access_token");
    const auto type = json::required_text(object, "token_type");
    if (!token || !type || token->empty() || token->size() > 8192) return unreadable("token endpoint: no usable access_token");
    const bool bearer =
        std::ranges::equal(*type, std::string_view("bearer"), {}, [](char letter) { return static_cast<char>(letter | 0x20); });
    if (!bearer) return unreadable("token endpoint: token_type is not Bearer");
    TokenAnswer answer;
    answer.access_token = Secret(*token);
    TRY(const auto id_token, json::optional_text(object, "id_token"));
    TRY(const auto scope, json::optional_text(object, "scope"));
    answer.id_token = id_token.value_or("");
    answer.scope = scope.value_or("");
    const auto* life = object.if_contains("expires_in");
    if (life != nullptr && life->is_int64()) answer.expires_in = Seconds{std::clamp<std::int64_t>(life->get_int64(), 0, 86400)};
    return answer;
}

}  // namespace

Result<TokenAnswer> ask_token_endpoint(const Metadata& issuer, const ClientIdentity& identity, http::Parameters form, http::Client& client,
                                       Surroundings around) {
    http::OutgoingRequest request;
    request.method = http::Method::post;
    request.url = issuer.token_endpoint;
    request.content_type = "application/x-www-form-urlencoded";
    request.headers.add("Accept", "application/json");
    authenticate(request, form, identity, issuer.issuer, around);
    request.body = form.encode();
    auto answer = client.send(request);
    if (!answer) return unreadable("token endpoint: " + answer.error().message + " " + answer.error().detail);
    if (answer->status == 200) return read_answer(answer->body);
    const std::string detail = "token endpoint answers " + std::to_string(answer->status) + " " + error_word(answer->body);
    if (answer->status >= 500 || answer->status == 429) return unreadable(detail);
    return fail(ErrorCode::forbidden, "The sign-in service refused. Please sign in again.", "", detail);
}

}  // namespace gatehouse::oidc
