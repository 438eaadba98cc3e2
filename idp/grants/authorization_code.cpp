// RFC 6749 section 4.1.3 with RFC 7636. The code is used up before anything else is looked at, so that a stolen one
// allows no second guess at its verifier.
#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"
#include "idp/grants/grant.hpp"
#include "idp/store/accounts.hpp"
#include "idp/store/sessions.hpp"
#include "idp/tokens/lifetimes.hpp"

#include <algorithm>

namespace gatehouse::idp {

namespace {

std::unexpected<Error> refuse(std::string sentence, std::string parameter = {}) {
    return fail(ErrorCode::invalid_grant, std::move(sentence), std::move(parameter));
}

Result<Code> redeem(sql::Tx& tx, const std::string& secret, const std::string& client_id, Instant now) {
    auto redemption = redeem_code(tx, secret, client_id, now);
    if (redemption.outcome == Redeemed::first) return std::move(redemption.code);
    if (redemption.outcome == Redeemed::never) return refuse("The code is unknown or has expired; begin again at /authorize.", "code");
    // RFC 6749 section 4.1.2: one of the two who had it is a thief; neither keeps anything.
    revoke_family(tx, redemption.code.family, now);
    return refuse("The code was used before; what was issued from it is revoked.", "code");
}

Result<void> check_binding(const Code& code, const std::string& redirect_uri, const std::string& code_verifier) {
    if (redirect_uri != code.redirect_uri) return refuse("redirect_uri is not the one of the authorization request.", "redirect_uri");
    const auto allowed = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || std::string_view("-._~").find(c) != std::string_view::npos;
    };
    const bool well_formed =
        code_verifier.size() >= 43 && code_verifier.size() <= 128 && std::all_of(code_verifier.begin(), code_verifier.end(), allowed);
    if (!well_formed || !crypto::equal(base64url(crypto::sha256(code_verifier)), code.code_challenge))
        return refuse("code_verifier does not fit the code_challenge.", "code_verifier");
    return {};
}

// RFC 8707 section 2.2: what was authorised, or the same again.
Result<std::string> audience_of(const Protocol& protocol, const TokenRequest& request, const Code& code) {
    const auto asked = request.form.all("resource");
    if (asked.size() > 1) return fail(ErrorCode::invalid_target, "Ask for one resource at a time.", "resource");
    if (!asked.empty() && !code.resource.empty() && asked.front() != code.resource)
        return fail(ErrorCode::invalid_target, "resource is not the one of the authorization request.", "resource");
    const std::string wanted = asked.empty() ? code.resource : std::string(asked.front());
    if (wanted.empty()) return request.client.own_resource.empty() ? protocol.deps.settings.issuer : request.client.own_resource;
    if (wanted != protocol.deps.settings.issuer && !request.client.may_ask_for(wanted))
        return fail(ErrorCode::invalid_target, "This client is not registered for that resource.", "resource");
    return wanted;
}

// A token for somebody else's API never opens userinfo.
Scope scope_for(const Protocol& protocol, const Client& client, const std::string& audience, const Scope& scope) {
    const bool ours = audience == protocol.deps.settings.issuer || audience == client.own_resource;
    return ours ? scope : scope.without("openid");
}

}  // namespace

Result<Permission> authorization_code(const Protocol& protocol, sql::Tx& tx, const TokenRequest& request) {
    TRY(const auto secret, request.form.required("code"));
    TRY(const auto redirect_uri, request.form.required("redirect_uri"));
    TRY(const auto code_verifier, request.form.required("code_verifier"));
    const Instant now = protocol.deps.now();
    TRY(auto code, redeem(tx, secret, request.client.client_id, now));
    TRY_VOID(check_binding(code, redirect_uri, code_verifier));
    TRY(const auto audience, audience_of(protocol, request, code));
    auto account = find_account(tx, code.account);
    if (!account || !account->may_sign_in() || !find_session(tx, code.session, now))
        return refuse("The person has signed out meanwhile; begin again at /authorize.", "code");
    Permission permission;
    permission.access = {.sub = code.account.str(),
                         .client_id = code.client_id,
                         .audience = audience,
                         .scope = scope_for(protocol, request.client, audience, Scope(code.scope)),
                         .family = code.family,
                         .lifetime = access_token_lifetime};
    permission.account = std::move(account);
    permission.code = std::move(code);
    return permission;
}

}  // namespace gatehouse::idp
