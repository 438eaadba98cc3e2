#include "base/crypto/digest.hpp"
#include "base/json.hpp"
#include "base/text/catalogue.hpp"
#include "idp/client_auth/client.hpp"
#include "idp/endpoints/protocol_endpoints.hpp"
#include "idp/model.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace gatehouse::idp {

namespace {

using boost::json::array;

array locales() {
    array list;
    for (const auto& language : text::languages()) list.emplace_back(language.code);
    return list;
}

array scopes(const Settings& settings) {
    array list{"openid", "profile", "email"};
    for (const auto& source : settings.grants_sources) list.emplace_back(source.scope);
    return list;
}

}  // namespace

std::string discovery_document(const Settings& settings) {
    const std::string& issuer = settings.issuer;
    const array assertion_algorithms{"ES256", "ES384", "ES512", "RS256", "PS256", "PS384", "PS512", "EdDSA"};
    return json::dump(boost::json::object{
        {"issuer", issuer},
        {"authorization_endpoint", issuer + "/authorize"},
        {"token_endpoint", issuer + "/token"},
        {"userinfo_endpoint", issuer + "/userinfo"},
        {"jwks_uri", issuer + "/jwks"},
        {"end_session_endpoint", issuer + "/logout"},
        {"scopes_supported", scopes(settings)},
        {"response_types_supported", array{"code"}},
        {"response_modes_supported", array{"query"}},
        {"grant_types_supported", array{"authorization_code", "client_credentials"}},
        {"subject_types_supported", array{"public"}},
        {"id_token_signing_alg_values_supported",
         array{"ES256", "RS256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS384", "RS512", "EdDSA"}},
        {"token_endpoint_auth_methods_supported", array{"client_secret_basic", "client_secret_post", "private_key_jwt", "none"}},
        {"token_endpoint_auth_signing_alg_values_supported", assertion_algorithms},
        {"code_challenge_methods_supported", array{"S256"}},
        {"claim_types_supported", array{"normal", "distributed"}},
        {"claims_supported", array{"sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid", "at_hash", "name",
                                   "given_name", "family_name", "preferred_username", "locale", "email", "email_verified"}},
        {"acr_values_supported", array{acr_password}},
        {"prompt_values_supported", array{"none", "login", "consent", "select_account", "create"}},
        {"ui_locales_supported", locales()},
        {"claims_parameter_supported", false},
        {"request_parameter_supported", false},
        {"request_uri_parameter_supported", false},
        {"authorization_response_iss_parameter_supported", true}});
}

http::Response cacheable_json(const http::Request& request, std::string body, std::string cache_control) {
    const std::string tag = '"' + crypto::fingerprint(body).substr(0, 22) + '"';
    const bool known = request.headers.get("If-None-Match") == std::string_view(tag);
    http::Response response = http::Response::json(known ? "" : std::move(body), known ? 304 : 200);
    response.headers.set("Cache-Control", std::move(cache_control));
    response.headers.set("ETag", tag);
    // Public, and read by applications that live in a browser.
    response.headers.set("Access-Control-Allow-Origin", "*");
    response.headers.set("Cross-Origin-Resource-Policy", "cross-origin");
    return response;
}

http::Response show_discovery(const http::Request& request, const std::string& document) {
    return cacheable_json(request, document, "public, max-age=3600");
}

}  // namespace gatehouse::idp
