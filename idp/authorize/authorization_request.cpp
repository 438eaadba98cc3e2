#include "idp/authorize/authorization_request.hpp"

#include "base/json.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <stdexcept>

namespace gatehouse::idp {

std::optional<Instant> AuthorizationRequest::authenticated_since(Instant asked_at) const {
    std::optional<Instant> since;
    if (prompt.has("login") || prompt.has("select_account")) since = asked_at;
    if (max_age) since = std::max(since.value_or(Instant{}), asked_at - Milliseconds(*max_age));
    return since;
}

std::string to_json(const AuthorizationRequest& request) {
    boost::json::object object{{"client_id", request.client_id},
                               {"redirect_uri", request.redirect_uri},
                               {"state", request.state},
                               {"nonce", request.nonce},
                               {"code_challenge", request.code_challenge},
                               {"scope", request.scope.str()},
                               {"prompt", request.prompt.str()},
                               {"resource", request.resource},
                               {"login_hint", request.login_hint},
                               {"ui_locales", request.ui_locales},
                               {"hinted_sub", request.hinted_sub}};
    if (request.max_age) object["max_age"] = request.max_age->count();
    return json::dump(object);
}

AuthorizationRequest authorization_request_of(std::string_view text) {
    const auto parsed = json::parse(text);
    if (!parsed || !parsed->is_object()) throw std::logic_error("the store holds a broken authorization request");
    const auto& object = parsed->get_object();
    const auto member = [&](std::string_view name) { return json::required_text(object, name).value(); };
    AuthorizationRequest request;
    request.client_id = member("client_id");
    request.redirect_uri = member("redirect_uri");
    request.state = member("state");
    request.nonce = member("nonce");
    request.code_challenge = member("code_challenge");
    request.scope = Scope(member("scope"));
    request.prompt = Scope(member("prompt"));
    request.resource = member("resource");
    request.login_hint = member("login_hint");
    request.ui_locales = member("ui_locales");
    request.hinted_sub = member("hinted_sub");
    if (const auto* max_age = object.if_contains("max_age")) request.max_age = Seconds(max_age->to_number<std::int64_t>());
    return request;
}

}  // namespace gatehouse::idp
