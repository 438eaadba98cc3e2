#include "tests/authz/authz_program.hpp"

#include "base/encoding.hpp"
#include "base/json.hpp"

#include <unistd.h>
#include <boost/test/unit_test.hpp>

#include <fstream>

namespace gatehouse::tests {
namespace {

std::string write_file(const TemporaryFolder& folder, const std::string& name, std::string_view text) {
    std::ofstream(folder.file(name)) << text;
    return folder.file(name);
}

authz::Settings settings_for(Registry& registry, const std::string& environment, const std::string& issuer) {
    authz::Settings settings;
    settings.environment = environment;
    settings.base_url = "https://localhost:9443";
    settings.birth = sql::Birth::demo;
    settings.database = registry.url;
    settings.seal_key_file =
        write_file(registry.folder, "seal", hex(std::string(32, 'k')));  // the same for all: keys alone separate nothing
    settings.cookie = "__Host-gh-" + environment;
    settings.plugins = GATEHOUSE_BINARY_DIR "/connectors";
    settings.web = GATEHOUSE_SOURCE_DIR "/web";
    settings.catalogues = GATEHOUSE_BINARY_DIR "/catalogues";
    settings.policy = GATEHOUSE_SOURCE_DIR "/policies/" + environment + ".toml";
    settings.audit_key_file = write_file(registry.folder, "audit.jwk", jose::Key::generate(jose::Algorithm::EdDSA).private_jwk().reveal());
    settings.sign_up_url = issuer + "/register";
    settings.account_url = issuer + "/account";
    settings.listeners.resize(1);
    settings.issuer.url = issuer;
    settings.issuer.client_id = "gatehouse-authz-" + environment;
    settings.issuer.private_key_file =
        write_file(registry.folder, "client.jwk", jose::Key::generate(jose::Algorithm::ES256).private_jwk().reveal());
    return settings;
}

}  // namespace

AuthzProgram::AuthzProgram(const std::string& environment)
    : registry("file", environment), issuer(std::make_shared<FakeIssuer>(registry.clock, "https://localhost:8443")) {
    settings_ = settings_for(registry, environment, issuer->issuer);
    auto made = authz::assemble(settings_, {registry.clock, registry.random, log_}, {mail, directory, issuer});
    BOOST_REQUIRE_MESSAGE(made.has_value(), (made ? "" : made.error().message + " " + made.error().detail));
    program_ = std::move(*made);
    const auto started = program_->start();
    BOOST_REQUIRE_MESSAGE(started.has_value(), (started ? "" : started.error().message));
    base_ = "http://127.0.0.1:" + std::to_string(program_->port());
}

AuthzProgram::~AuthzProgram() {
    program_->stop();
}

Page AuthzProgram::sign_in(Browser& browser, const std::string& sub, const std::string& return_to) {
    issuer->sub = sub;
    issuer->bend_id_token = [sub](boost::json::object&, boost::json::object& claims) {
        claims["given_name"] = "Given-" + sub;
        claims["family_name"] = "Family-" + sub;
        claims["email"] = sub + "@example.org";
        claims["email_verified"] = true;
        claims["locale"] = "en";
        claims["acr"] = "urn:test";
        claims["amr"] = boost::json::array{"pwd"};
    };
    const Page away = browser.get("/sign-in" + (return_to.empty() ? "" : "?return_to=" + return_to));
    BOOST_REQUIRE_EQUAL(away.status, 303);
    return browser.get("/callback?" + issuer->approve(away.location).query.encode());
}

bool AuthzProgram::within_seconds(const std::function<bool()>& is_true) {
    for (int tries = 0; tries < 500; ++tries) {
        if (is_true()) return true;
        ::usleep(10'000);
    }
    return false;
}

std::vector<connector::Mail> AuthzProgram::mails_to(const std::string& address) const {
    std::vector<connector::Mail> found;
    for (const auto& one : mail->sent())
        if (one.to == address) found.push_back(one);
    return found;
}

std::string AuthzProgram::grant_of(const authz::RequestPostId& asked) {
    return registry.text("SELECT g.id FROM grants g JOIN decision d ON d.id = g.decision WHERE d.verb = 'post' AND d.request_post = '" +
                         asked.str() + "'");
}

std::string AuthzProgram::post_of(const authz::RequestPostId& asked) {
    return registry.text("SELECT post FROM request_post WHERE id = '" + asked.str() + "'");
}

std::string AuthzProgram::service_token(const std::string& scope) const {
    return issuer->access_token(settings_.base_url, scope, [](boost::json::object&, boost::json::object& payload) {
        payload["sub"] = "coi-desk";
        payload["client_id"] = "coi-desk";
    });
}

Page AuthzProgram::evaluate(const std::string& sub, const std::string& post) {
    const boost::json::object question = {
        {"subject", {{"type", "person"}, {"id", sub}}}, {"action", {{"name", "act_as"}}}, {"resource", {{"type", "post"}, {"id", post}}}};
    return evaluate_raw(json::dump(question), {{"Authorization", "Bearer " + service_token()}});
}

Page AuthzProgram::evaluate_raw(const std::string& body, const httplib::Headers& headers) {
    httplib::Client client(base_);
    httplib::Headers sent = headers;
    const auto type = sent.find("Content-Type");
    const std::string content_type = type == sent.end() ? "application/json" : type->second;
    if (type != sent.end()) sent.erase(type);
    const auto result = client.Post("/access/v1/evaluation", sent, body, content_type);
    BOOST_REQUIRE(result);
    return {result->status, result->body, "", result->headers};
}

}  // namespace gatehouse::tests
