// An application in tests: registered with the identity provider, it sends a browser to /authorize and redeems the code.
#pragma once

#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"
#include "base/jose/jws.hpp"
#include "base/json.hpp"
#include "idp/client_auth/import_clients.hpp"
#include "tests/support/idp_program.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <map>
#include <sstream>

namespace gatehouse::tests {

struct Application {
    const IdpProgram& idp;
    std::string client_id = "shop";
    std::string secret = std::string(43, 's');
    std::string redirect_uri = "https://localhost:9543/callback";
    std::string scope = "openid profile email";
    std::string verifier = std::string(43, 'v');

    boost::json::object metadata() const {
        return {{"client_id", client_id},
                {"client_secret", secret},
                {"client_name", "The shop"},
                {"redirect_uris", boost::json::array{redirect_uri}},
                {"post_logout_redirect_uris", boost::json::array{"https://localhost:9543/"}},
                {"scope", "openid profile email grants:production"},
                {"first_party", true}};
    }
    void import(const boost::json::object& metadata) const {
        const auto done = idp::import_clients(idp.core(), json::dump(boost::json::array{metadata}));
        if (!done) throw std::runtime_error(done.error().message);
    }

    Fields request() const {
        return {{"client_id", client_id},
                {"redirect_uri", redirect_uri},
                {"response_type", "code"},
                {"scope", scope},
                {"state", "s t+1"},
                {"nonce", "n-1"},
                {"code_challenge", base64url(crypto::sha256(verifier))},
                {"code_challenge_method", "S256"}};
    }
    // The usual request with one parameter changed, or left out where the value is empty.
    Fields request_with(const std::string& name, const std::string& value) const {
        Fields fields;
        for (const auto& field : request())
            if (field.first != name) fields.push_back(field);
        if (!value.empty()) fields.emplace_back(name, value);
        return fields;
    }
    static std::string target(const Fields& fields) { return "/authorize?" + Browser::encoded(fields); }

    // The parameters of an answer's Location, which must lead to our redirect_uri. cpp-httplib has percent-decoded it by
    // then, so no value of a test holds "&".
    std::map<std::string, std::string> answer(const Page& page) const {
        if (!page.location.starts_with(redirect_uri + "?"))
            throw std::runtime_error("not sent back: " + std::to_string(page.status) + " " + page.location + " " + page.body);
        std::map<std::string, std::string> parameters;
        std::istringstream query(page.location.substr(redirect_uri.size() + 1));
        for (std::string pair; std::getline(query, pair, '&');)
            parameters[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
        return parameters;
    }
    std::string code(Browser& browser) const { return answer(browser.get(target(request())))["code"]; }

    Fields redemption(const std::string& one) const {
        return {{"grant_type", "authorization_code"}, {"code", one}, {"redirect_uri", redirect_uri}, {"code_verifier", verifier}};
    }
    httplib::Headers basic() const { return {{"Authorization", "Basic " + base64(client_id + ":" + secret)}}; }
    Page token(const Fields& fields) const { return idp.browser().post_raw("/token", fields, basic()); }
    boost::json::object tokens(Browser& browser) const {
        const Page page = token(redemption(code(browser)));
        if (page.status != 200) throw std::runtime_error("no token: " + page.body);
        return boost::json::parse(page.body).as_object();
    }
    Page userinfo(const std::string& access_token) const {
        return idp.browser().get("/userinfo", {{"Authorization", "Bearer " + access_token}});
    }
    // Verified with the published keys.
    boost::json::object claims(const std::string& jwt, std::string typ, std::string audience,
                               jose::Algorithm algorithm = jose::Algorithm::ES256) const {
        const auto keys = jose::KeySet::from_jwks(idp.browser().get("/jwks").body).value();
        const auto read = jose::verify_compact(
            jwt, keys, {.algorithms = {algorithm}, .typ = std::move(typ), .issuer = idp.base(), .audience = std::move(audience)},
            idp.clock.now());
        if (!read) throw std::runtime_error(read.error().message);
        return read->payload;
    }
};

inline std::string member(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value == nullptr ? "" : value->is_string() ? std::string(value->get_string()) : json::dump(*value);
}
inline std::string member(const Page& page, std::string_view name) {
    return member(boost::json::parse(page.body).as_object(), name);
}

}  // namespace gatehouse::tests
