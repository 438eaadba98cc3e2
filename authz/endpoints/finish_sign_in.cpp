// GET /callback: the issuer's answer becomes a person and a session.
#include "authz/actions/remember_person.hpp"
#include "authz/actions/session_life.hpp"
#include "authz/endpoints/handlers.hpp"

#include <boost/json/array.hpp>

namespace gatehouse::authz {
namespace {

std::string text_claim(const boost::json::object& claims, std::string_view name) {
    const auto* value = claims.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

// An address that the issuer has not verified gets no mail from us.
std::string verified_email(const boost::json::object& claims) {
    const auto* verified = claims.if_contains("email_verified");
    const bool refused = verified && verified->is_bool() && !verified->get_bool();
    return refused ? std::string() : text_claim(claims, "email");
}

SeenPerson seen_person(const Deps& deps, const oidc::SignedIn& signed_in) {
    SeenPerson seen{deps.settings.issuer.url, signed_in.sub, {}, {}, {}};
    seen.name = {text_claim(signed_in.claims, "given_name"), text_claim(signed_in.claims, "family_name")};
    if (seen.name.full().empty()) seen.name.family = text_claim(signed_in.claims, "name");
    if (seen.name.full().empty()) seen.name.family = signed_in.sub;
    seen.email = verified_email(signed_in.claims);
    seen.locale = text_claim(signed_in.claims, "locale");
    return seen;
}

std::string joined_amr(const boost::json::object& claims) {
    std::string joined;
    const auto* amr = claims.if_contains("amr");
    if (!amr || !amr->is_array()) return joined;
    for (const auto& one : amr->get_array())
        if (one.is_string()) joined += (joined.empty() ? "" : " ") + std::string(one.get_string());
    return joined;
}

Session new_session(const Deps& deps, const PersonId& person, const boost::json::object& claims) {
    const Instant now = deps.around.clock.now();
    const auto* at = claims.if_contains("auth_time");
    Session session;
    session.id = deps.around.random.token();
    session.person = person;
    session.acr = text_claim(claims, "acr");
    session.amr = joined_amr(claims);
    session.auth_time = at && at->is_int64() ? from_seconds(at->get_int64()) : now;
    session.sid = text_claim(claims, "sid");
    session.created = now;
    session.expires = session_expiry(now, now);
    return session;
}

// A new id at every sign-in, and the old session ends with it: nobody keeps what was planted before (session fixation).
Result<void> replace_session(const Deps& deps, const std::optional<std::string>& old_id, const Session& session) {
    return deps.db.transact([&](sql::Tx& tx) -> Result<void> {
        if (old_id) delete_session(tx, *old_id);
        insert_session(tx, session);
        return {};
    });
}

}  // namespace

Result<http::Response> finish_sign_in(const SignInDesk& desk, const http::Request& request) {
    if (request.method == http::Method::head) return fail(ErrorCode::method_not_allowed, "Signing in ends with GET.");
    const Deps& deps = desk.deps;
    TRY(const auto signed_in, desk.relying_party.complete(request, desk.transaction.read(request)));
    TRY(const auto person, remember_person(deps.actions, seen_person(deps, signed_in)));
    const Session session = new_session(deps, person, signed_in.claims);
    TRY_VOID(replace_session(deps, deps.cookie.read(request), session));
    auto response = http::Response::redirect(signed_in.return_to == "/" ? "/home" : signed_in.return_to);
    desk.transaction.clear(response);
    deps.cookie.write(response, session.id, std::nullopt);
    response.headers.set("Cache-Control", "no-store");
    return response;
}

}  // namespace gatehouse::authz
