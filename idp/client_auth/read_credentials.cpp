#include "base/encoding.hpp"
#include "idp/client_auth/authenticate_client.hpp"

namespace gatehouse::idp {

namespace {

constexpr std::string_view jwt_bearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

std::unexpected<Error> malformed(std::string sentence) {
    return fail(ErrorCode::invalid_client, std::move(sentence));
}

// RFC 6749 section 2.3.1: both halves are form-encoded before they are joined. nullopt: it is not.
std::optional<std::string> form_decoded(std::string_view text) {
    const auto parsed = http::Parameters::parse("x=" + std::string(text));
    if (!parsed || parsed->list().size() != 1) return std::nullopt;
    return std::string(parsed->get("x"));
}

Result<Credentials> read_basic(std::string_view encoded) {
    const auto pair = from_base64(encoded);
    const auto colon = pair ? pair->find(':') : std::string::npos;
    if (colon == std::string::npos) return malformed("The Authorization header is not Basic client_id:client_secret in base64.");
    const std::string_view id = std::string_view(*pair).substr(0, colon);
    const std::string secret = pair->substr(colon + 1);
    Credentials credentials{ClientAuth::client_secret_basic, form_decoded(id).value_or(std::string(id)), {}, {}};
    credentials.secrets.emplace_back(secret);
    if (auto decoded = form_decoded(secret); decoded && *decoded != secret) credentials.secrets.emplace_back(*std::move(decoded));
    return credentials;
}

Result<Credentials> read_assertion(const http::Parameters& form) {
    TRY(const auto type, form.required("client_assertion_type"));
    if (type != jwt_bearer) return malformed("client_assertion_type must be urn:ietf:params:oauth:client-assertion-type:jwt-bearer.");
    Credentials credentials{ClientAuth::private_key_jwt, {}, {}, {}};
    TRY(credentials.assertion, form.required("client_assertion"));
    TRY(credentials.client_id, claimed_client_id(credentials.assertion));
    return credentials;
}

bool is_basic(std::string_view header) {
    constexpr std::string_view scheme = "basic ";
    if (header.size() < scheme.size()) return false;
    for (std::size_t i = 0; i < scheme.size(); ++i)
        if ((header[i] | 0x20) != scheme[i]) return false;
    return true;
}

}  // namespace

Result<Credentials> read_credentials(const http::Request& request, const http::Parameters& form) {
    const auto headers = request.headers.all("Authorization");
    const int methods = static_cast<int>(!headers.empty()) + form.has("client_secret") + form.has("client_assertion");
    if (methods > 1 || headers.size() > 1)
        return fail(ErrorCode::invalid_request, "The client authenticated in more than one way; use one (RFC 6749 section 2.3).");
    TRY(const auto client_id, form.once("client_id"));
    Credentials credentials{ClientAuth::none, client_id.value_or(""), {}, {}};
    if (!headers.empty()) {
        if (!is_basic(headers.front())) return malformed("Only Basic is understood in the Authorization header of this address.");
        TRY(credentials, read_basic(headers.front().substr(6)));
    } else if (form.has("client_assertion")) {
        TRY(credentials, read_assertion(form));
    } else if (form.has("client_secret")) {
        credentials.method = ClientAuth::client_secret_post;
        TRY(auto secret, form.required("client_secret"));
        credentials.secrets.emplace_back(std::move(secret));
    }
    if (credentials.client_id.empty()) return malformed("client_id is missing.");
    if (client_id && *client_id != credentials.client_id) return malformed("client_id is not the client that authenticated.");
    return credentials;
}

}  // namespace gatehouse::idp
