#include "connectors/oidc/relying_party.hpp"

#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"
#include "base/json.hpp"
#include "base/locked.hpp"
#include "connectors/oidc/id_token.hpp"
#include "connectors/oidc/token_endpoint.hpp"
#include "connectors/oidc/transaction.hpp"

#include <map>

namespace gatehouse::oidc {

namespace {

constexpr Seconds renew_before{30};

void add_if(http::Parameters& parameters, const char* name, const std::string& value) {
    if (!value.empty()) parameters.add(name, value);
}

std::string with_query(const std::string& endpoint, const http::Parameters& parameters) {
    return endpoint + (endpoint.find('?') == std::string::npos ? '?' : '&') + parameters.encode();
}

http::Parameters authorization_request(const SignIn& sign_in, const Transaction& transaction, const std::string& client_id) {
    http::Parameters asked;
    asked.add("response_type", "code");
    asked.add("client_id", client_id);
    asked.add("redirect_uri", sign_in.redirect_uri);
    asked.add("scope", sign_in.scope);
    asked.add("state", transaction.state);
    asked.add("nonce", transaction.nonce);
    asked.add("code_challenge", base64url(crypto::sha256(transaction.code_verifier)));
    asked.add("code_challenge_method", "S256");
    add_if(asked, "resource", sign_in.resource);
    add_if(asked, "ui_locales", sign_in.ui_locales);
    add_if(asked, "prompt", sign_in.prompt);
    if (sign_in.max_age) asked.add("max_age", std::to_string(sign_in.max_age->count()));
    return asked;
}

std::unexpected<Error> refused_by_issuer(const std::string& word) {
    static const std::map<std::string, ErrorCode, std::less<>> known = {{"login_required", ErrorCode::login_required},
                                                                        {"interaction_required", ErrorCode::interaction_required},
                                                                        {"consent_required", ErrorCode::consent_required},
                                                                        {"temporarily_unavailable", ErrorCode::unavailable},
                                                                        {"server_error", ErrorCode::unavailable}};
    const auto at = known.find(word);
    const ErrorCode code = at == known.end() ? ErrorCode::access_denied : at->second;
    return fail(code, "The sign-in was not completed. You can sign in again.", "", "issuer: " + word.substr(0, 100));
}

// RFC 9207 section 2.4, before anything else of the answer is believed.
Result<void> check_iss(const http::Parameters& answer, const Metadata& issuer) {
    TRY(const auto iss, answer.once("iss"));
    if (iss ? *iss == issuer.issuer : !issuer.sends_iss) return {};
    return fail(ErrorCode::bad_input, "The answer came from another sign-in service. Please sign in again.", "iss");
}

Result<std::string> code_of(const http::Parameters& answer, const Transaction& transaction, const Metadata& issuer) {
    TRY(const auto state, answer.once("state"));
    if (!state || !crypto::equal(*state, transaction.state)) {
        return fail(ErrorCode::bad_input, "This answer belongs to another sign-in. Please sign in again.", "state");
    }
    TRY_VOID(check_iss(answer, issuer));
    TRY(const auto error, answer.once("error"));
    if (error) return refused_by_issuer(*error);
    return answer.required("code");
}

}  // namespace

struct RelyingParty::Impl {
    struct Kept {
        Secret token;
        Instant renew_at;
    };
    Provider& provider;
    ClientIdentity identity;
    http::Client& client;
    Surroundings around;
    Locked<std::map<std::pair<std::string, std::string>, Kept>> client_tokens;  // by scope and resource: as many as the program has of them

    Result<TokenAnswer> exchange(const Metadata& issuer, const Transaction& transaction, const std::string& code);
    Result<SignedIn> accept(const Metadata& issuer, const Transaction& transaction, TokenAnswer answer);
};

RelyingParty::RelyingParty(Provider& provider, ClientIdentity identity, http::Client& client, Surroundings around)
    : impl_(new Impl{provider, std::move(identity), client, around, {}}) {}

RelyingParty::~RelyingParty() = default;

Result<Begun> RelyingParty::begin(const SignIn& sign_in) {
    TRY(const auto issuer, impl_->provider.metadata());
    auto& random = impl_->around.random;
    Transaction transaction{.state = random.token(16),
                            .nonce = random.token(16),
                            .code_verifier = random.token(32),
                            .redirect_uri = sign_in.redirect_uri,
                            .resource = sign_in.resource,
                            .return_to = safe_return(sign_in.return_to),
                            .begun = impl_->around.clock.now(),
                            .max_age = sign_in.max_age};
    const auto asked = authorization_request(sign_in, transaction, impl_->identity.client_id);
    return Begun{with_query(issuer.authorization_endpoint, asked), to_text(transaction)};
}

Result<TokenAnswer> RelyingParty::Impl::exchange(const Metadata& issuer, const Transaction& transaction, const std::string& code) {
    http::Parameters form;
    form.add("grant_type", "authorization_code");
    form.add("code", code);
    form.add("redirect_uri", transaction.redirect_uri);
    form.add("code_verifier", transaction.code_verifier);
    add_if(form, "resource", transaction.resource);
    return ask_token_endpoint(issuer, identity, std::move(form), client, around);
}

Result<SignedIn> RelyingParty::Impl::accept(const Metadata& issuer, const Transaction& transaction, TokenAnswer answer) {
    const Instant now = around.clock.now();
    if (answer.id_token.empty()) return fail(ErrorCode::invalid_token, "The sign-in service gave no ID token.", "id_token");
    TRY(const auto keys, provider.keys_for(answer.id_token));
    const IdTokenExpectation expected{.issuer = issuer.issuer,
                                      .client_id = identity.client_id,
                                      .algorithm = identity.id_token_algorithm,
                                      .nonce = transaction.nonce,
                                      .access_token = std::string(answer.access_token.reveal()),
                                      .max_age = transaction.max_age};
    TRY(auto claims, verify_id_token(answer.id_token, *keys, expected, now));
    TRY(auto sub, json::required_text(claims, "sub"));
    return SignedIn{.claims = std::move(claims),
                    .sub = std::move(sub),
                    .id_token = std::move(answer.id_token),
                    .access_token = std::move(answer.access_token),
                    .access_token_expires = now + answer.expires_in,
                    .scope = std::move(answer.scope),
                    .return_to = transaction.return_to};
}

Result<SignedIn> RelyingParty::complete(const http::Request& callback, std::string_view transaction) {
    TRY(const auto under_way, read_transaction(transaction, impl_->around.clock.now()));
    TRY(const auto issuer, impl_->provider.metadata());
    TRY(const auto code, code_of(callback.query, under_way, issuer));
    TRY(auto answer, impl_->exchange(issuer, under_way, code));
    return impl_->accept(issuer, under_way, std::move(answer));
}

Result<boost::json::object> RelyingParty::userinfo(const Secret& access_token, std::string_view sub) {
    TRY(const auto issuer, impl_->provider.metadata());
    if (issuer.userinfo_endpoint.empty()) return fail(ErrorCode::unavailable, "The sign-in service has no userinfo.");
    http::OutgoingRequest request;
    request.url = issuer.userinfo_endpoint;
    request.headers.add("Accept", "application/json");
    request.headers.add("Authorization", "Bearer " + std::string(access_token.reveal()));
    TRY(const auto answer, impl_->client.send(request));
    if (answer.status == 401) return fail(ErrorCode::invalid_token, "The sign-in has ended. Please sign in again.");
    const auto value = json::parse(answer.body);
    if (answer.status != 200 || !value || !value->is_object()) {
        return fail(ErrorCode::unavailable, "The sign-in service gave no usable answer. Please try again shortly.", "",
                    "userinfo answers " + std::to_string(answer.status));
    }
    // Core 5.3.2: claims of another person must never be mixed in.
    const auto theirs = json::optional_text(value->get_object(), "sub");
    if (!theirs || *theirs != std::string(sub)) return fail(ErrorCode::invalid_token, "The claims belong to another person.", "sub");
    return value->get_object();
}

Result<std::string> RelyingParty::logout_url(const std::string& id_token_hint, const std::string& post_logout_redirect_uri) {
    TRY(const auto issuer, impl_->provider.metadata());
    if (issuer.end_session_endpoint.empty()) return std::string{};
    http::Parameters asked;
    asked.add("client_id", impl_->identity.client_id);
    add_if(asked, "id_token_hint", id_token_hint);
    add_if(asked, "post_logout_redirect_uri", post_logout_redirect_uri);
    return with_query(issuer.end_session_endpoint, asked);
}

Result<Secret> RelyingParty::client_token(const std::string& scope, const std::string& resource) {
    const auto key = std::pair(scope, resource);
    const Instant now = impl_->around.clock.now();
    const auto kept = impl_->client_tokens.with([&](auto& tokens) -> std::optional<Secret> {
        const auto at = tokens.find(key);
        return at != tokens.end() && now < at->second.renew_at ? std::optional(at->second.token) : std::nullopt;
    });
    if (kept) return *kept;
    TRY(const auto issuer, impl_->provider.metadata());
    http::Parameters form;
    form.add("grant_type", "client_credentials");
    form.add("scope", scope);
    form.add("resource", resource);
    TRY(auto answer, ask_token_endpoint(issuer, impl_->identity, std::move(form), impl_->client, impl_->around));
    const Instant renew_at = now + std::max(answer.expires_in - renew_before, answer.expires_in / 2);
    impl_->client_tokens.with([&](auto& tokens) { tokens.insert_or_assign(key, Impl::Kept{answer.access_token, renew_at}); });
    return std::move(answer.access_token);
}

}  // namespace gatehouse::oidc
