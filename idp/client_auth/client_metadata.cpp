// RFC 7591 section 2 and OpenID Connect Registration 1.0 section 2, as far as Gatehouse keeps it. An operator's file is
// ours to be strict about: a member that nobody knows is a spelling mistake.
#include "base/json.hpp"
#include "idp/client_auth/client.hpp"
#include "idp/client_auth/client_uri.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <array>

namespace gatehouse::idp {

namespace {

using boost::json::object;

constexpr auto used_members =
    std::to_array<std::string_view>({"client_id", "client_secret", "client_name", "redirect_uris", "post_logout_redirect_uris",
                                     "grant_types", "response_types", "token_endpoint_auth_method", "jwks", "scope",
                                     "id_token_signed_response_alg", "resources", "own_resource", "id_token_claims", "first_party"});
// Registered names that change nothing here; they may stand in a file made for another server.
constexpr auto ignored_members = std::to_array<std::string_view>(
    {"application_type", "client_uri", "contacts", "logo_uri", "policy_uri", "software_id", "software_version", "subject_type", "tos_uri"});
constexpr auto methods = std::to_array<std::pair<ClientAuth, std::string_view>>({{ClientAuth::none, "none"},
                                                                                 {ClientAuth::client_secret_basic, "client_secret_basic"},
                                                                                 {ClientAuth::client_secret_post, "client_secret_post"},
                                                                                 {ClientAuth::private_key_jwt, "private_key_jwt"}});

std::unexpected<Error> refuse(std::string_view member, std::string cure) {
    return fail(ErrorCode::bad_input, std::move(cure), std::string(member));
}

template <class List>
bool among(const List& list, std::string_view wanted) {
    return std::find(list.begin(), list.end(), wanted) != list.end();
}

Result<std::string> text_or(const object& metadata, std::string_view member, std::string fallback) {
    const auto* value = metadata.if_contains(member);
    if (value == nullptr) return fallback;
    if (!value->is_string()) return refuse(member, "must be a text");
    return std::string(value->get_string());
}

Result<std::vector<std::string>> texts_or(const object& metadata, std::string_view member, std::vector<std::string> fallback) {
    const auto* value = metadata.if_contains(member);
    if (value == nullptr) return fallback;
    if (!value->is_array()) return refuse(member, "must be a list of texts");
    std::vector<std::string> list;
    for (const auto& item : value->get_array()) {
        if (!item.is_string()) return refuse(member, "must be a list of texts");
        list.emplace_back(item.get_string());
    }
    return list;
}

Result<std::vector<std::string>> uris(const object& metadata, std::string_view member) {
    TRY(auto list, texts_or(metadata, member, {}));
    for (const auto& uri : list)
        if (!is_client_uri(uri))
            return refuse(member, fmt::format("{} must be an https:// address without fragment (http:// only on loopback)", uri));
    return list;
}

Result<void> check_members(const object& metadata) {
    for (const auto& member : metadata)
        if (!among(used_members, member.key()) && !among(ignored_members, member.key()))
            return refuse(member.key(), "is not a member that is known here; correct its spelling or remove it");
    return {};
}

// In tokens of client credentials `sub` is the client's id: it must not pass for a person's (idp/model.hpp, AccountId).
bool looks_like_a_person(std::string_view id) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return id.size() == 9 && id.front() == 'n' && std::all_of(id.begin(), id.end(), fits);
}

Result<void> read_identity(const object& metadata, Client& client) {
    TRY(client.client_id, text_or(metadata, "client_id", ""));
    const auto fits = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.' || c == '_' || c == '~'; };
    if (client.client_id.empty() || client.client_id.size() > 100 || !std::all_of(client.client_id.begin(), client.client_id.end(), fits))
        return refuse("client_id", "must have 1 to 100 letters, digits, hyphens, dots, underlines or tildes");
    if (looks_like_a_person(client.client_id))
        return refuse("client_id", "has the shape of a person's id (n and eight letters or digits); choose another length");
    TRY(client.client_name, text_or(metadata, "client_name", client.client_id));
    if (client.client_name.empty() || client.client_name.size() > 100) return refuse("client_name", "must have 1 to 100 bytes");
    const auto* first_party = metadata.if_contains("first_party");
    if (first_party != nullptr && !first_party->is_bool()) return refuse("first_party", "must be true or false");
    client.party = first_party != nullptr && first_party->get_bool() ? Party::first_party : Party::third_party;
    return {};
}

Result<void> read_grants(const object& metadata, Client& client) {
    TRY(client.grant_types, texts_or(metadata, "grant_types", {"authorization_code"}));
    for (const auto& grant : client.grant_types)
        if (grant != "authorization_code" && grant != "client_credentials")
            return refuse("grant_types", fmt::format("\"{}\" is not supported; use authorization_code or client_credentials", grant));
    TRY(const auto response_types, texts_or(metadata, "response_types", {"code"}));
    for (const auto& type : response_types)
        if (type != "code") return refuse("response_types", fmt::format("\"{}\" is not supported; use code", type));
    TRY(client.redirect_uris, uris(metadata, "redirect_uris"));
    TRY(client.post_logout_redirect_uris, uris(metadata, "post_logout_redirect_uris"));
    if (client.may_use("authorization_code") && client.redirect_uris.empty())
        return refuse("redirect_uris", "is missing; authorization_code needs at least one address");
    return {};
}

Result<void> read_authentication(const object& metadata, Client& client) {
    TRY(const auto method, text_or(metadata, "token_endpoint_auth_method", "client_secret_basic"));
    const auto* found = std::find_if(methods.begin(), methods.end(), [&](const auto& one) { return one.second == method; });
    if (found == methods.end())
        return refuse("token_endpoint_auth_method", "must be none, client_secret_basic, client_secret_post or private_key_jwt");
    client.token_endpoint_auth_method = found->first;
    if (client.token_endpoint_auth_method == ClientAuth::none && client.may_use("client_credentials"))
        return refuse("token_endpoint_auth_method", "must not be none with client_credentials; give the client a secret or a key");
    return {};
}

Result<void> read_jwks(const object& metadata, Client& client) {
    const auto* jwks = metadata.if_contains("jwks");
    if (jwks == nullptr) {
        if (client.token_endpoint_auth_method == ClientAuth::private_key_jwt)
            return refuse("jwks", "is missing; private_key_jwt needs the client's public key");
        return {};
    }
    const auto* keys = jwks->is_object() ? jwks->get_object().if_contains("keys") : nullptr;
    if (keys == nullptr || !keys->is_array() || keys->get_array().empty() || keys->get_array().size() > 10)
        return refuse("jwks", "must be an object with a list \"keys\" of 1 to 10 keys");
    for (const auto& item : keys->get_array()) {
        if (!item.is_object()) return refuse("jwks", "must be a list of key objects");
        if (item.get_object().contains("d")) return refuse("jwks", "holds a private key; give only the public members");
        auto key = jose::Key::from_jwk(item.get_object());
        if (!key) return refuse("jwks", "holds a key that cannot be used: " + key.error().message);
        client.jwks.add(*std::move(key));
    }
    return {};
}

Result<void> read_tokens(const object& metadata, Client& client) {
    TRY(const auto scope, text_or(metadata, "scope", "openid"));
    if (!Scope::well_formed(scope)) return refuse("scope", "must be words separated by one space");
    client.scope = Scope(scope);
    TRY(const auto alg, text_or(metadata, "id_token_signed_response_alg", "ES256"));
    const auto algorithm = jose::algorithm(alg);
    if (!algorithm) return refuse("id_token_signed_response_alg", fmt::format("\"{}\" is not supported; use ES256 or RS256", alg));
    client.id_token_signed_response_alg = *algorithm;
    TRY(const auto claims, text_or(metadata, "id_token_claims", "userinfo"));
    if (claims != "all" && claims != "userinfo") return refuse("id_token_claims", "must be all or userinfo");
    client.id_token_claims = claims == "all" ? IdTokenClaims::all : IdTokenClaims::by_userinfo;
    return {};
}

Result<void> read_resources(const object& metadata, Client& client) {
    TRY(client.resources, uris(metadata, "resources"));
    TRY(client.own_resource, text_or(metadata, "own_resource", ""));
    if (!client.own_resource.empty() && !is_client_uri(client.own_resource))
        return refuse("own_resource", "must be an https:// address without fragment (http:// only on loopback)");
    if (client.may_use("client_credentials") && client.resources.empty())
        return refuse("resources", "is missing; client_credentials needs the audiences that the client may ask for");
    return {};
}

}  // namespace

std::string_view name(ClientAuth method) {
    return methods.at(static_cast<std::size_t>(method)).second;
}

bool Client::may_use(std::string_view grant_type) const {
    return among(grant_types, grant_type);
}

bool Client::may_ask_for(std::string_view resource) const {
    return among(resources, resource) || (!own_resource.empty() && own_resource == resource);
}

Result<Client> read_client_metadata(const object& metadata) {
    Client client;
    TRY_VOID(check_members(metadata));
    TRY_VOID(read_identity(metadata, client));
    TRY_VOID(read_grants(metadata, client));
    TRY_VOID(read_authentication(metadata, client));
    TRY_VOID(read_jwks(metadata, client));
    TRY_VOID(read_tokens(metadata, client));
    TRY_VOID(read_resources(metadata, client));
    return client;
}

}  // namespace gatehouse::idp
