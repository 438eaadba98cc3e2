#include "tests/authz/site.hpp"

#include "authz/routes.hpp"
#include "authz/store/sessions.hpp"

#include <httplib.h>
#include <boost/test/unit_test.hpp>

namespace gatehouse::tests {
namespace {

http::Response plain_error(const http::Request&, const Error& error) {
    return http::Response::text(error.message, describe(error.code).status);
}

std::string encode(const Fields& fields) {
    http::Parameters parameters;
    for (const auto& [name, value] : fields) parameters.add(name, value);
    return parameters.encode();
}

Answer answer_of(const httplib::Result& result) {
    BOOST_REQUIRE_MESSAGE(result, "no answer: " << httplib::to_string(result.error()));
    return {result->status, result->body, result->get_header_value("Location")};
}

}  // namespace

Site::Site(const std::string& engine, const std::string& environment)
    : registry(engine, environment),
      seal(Secret(std::string(32, 'k')), registry.random),
      cookie(seal, "__Host-gh-" + environment, "gatehouse-authz/" + environment + "/session/v1"),
      catalogue(GATEHOUSE_BINARY_DIR "/catalogues"),
      templates(GATEHOUSE_SOURCE_DIR "/web/templates", catalogue) {
    settings.environment = environment;
    settings.account_url = "https://localhost:8443/account";
    deps = std::make_unique<authz::Deps>(
        authz::Deps{settings, Surroundings{registry.clock, registry.random, log}, *registry.db, *registry.context, templates, cookie});
    router = std::make_unique<http::Router>(registry.clock, log, plain_error);
    authz::add_pages(*router, *deps);
    server = std::make_unique<http::Server>(std::vector<http::Listener>(1), *router, http::ServerLimits{}, log);
    const auto started = server->start();
    BOOST_REQUIRE_MESSAGE(started.has_value(), (started ? "" : started.error().message));
}

Site::~Site() {
    server->stop();
}

std::string Site::sign_in(const authz::Actor& who) {
    authz::Session session{registry.random.token(), who.person, "urn:test",           "pwd",
                           registry.clock.now(),    "sid",      registry.clock.now(), registry.clock.now() + std::chrono::hours(8)};
    BOOST_REQUIRE(registry.db
                      ->transact([&](sql::Tx& tx) -> Result<void> {
                          authz::insert_session(tx, session);
                          return {};
                      })
                      .has_value());
    const std::string value = cookie.name() + "=" + seal.seal(session.id, "gatehouse-authz/" + settings.environment + "/session/v1");
    sessions_[value] = session.id;
    return value;
}

Answer Site::get(const std::string& path, const std::string& session) {
    httplib::Client client(origin());
    client.set_keep_alive(false);
    httplib::Headers headers;
    if (!session.empty()) headers.emplace("Cookie", session);
    return answer_of(client.Get(path, headers));
}

Answer Site::head(const std::string& path, const std::string& session) {
    httplib::Client client(origin());
    client.set_keep_alive(false);
    return answer_of(client.Head(path, {{"Cookie", session}}));
}

Answer Site::post(const std::string& path, const std::string& session, Fields fields) {
    fields.emplace_back("form_token", form_token(session));
    return post_raw(path, session, fields, origin());
}

Answer Site::post_raw(const std::string& path, const std::string& session, const Fields& fields, const std::string& from) {
    httplib::Client client(origin());
    client.set_keep_alive(false);
    httplib::Headers headers;
    if (!session.empty()) headers.emplace("Cookie", session);
    if (!from.empty()) headers.emplace("Origin", from);
    return answer_of(client.Post(path, headers, encode(fields), "application/x-www-form-urlencoded"));
}

std::string Site::form_token(const std::string& session) {
    return cookie.form_token(sessions_.at(session));
}

std::string input(const Answer& page, const std::string& name) {
    const auto at = page.body.find("name=\"" + name + "\" value=\"");
    if (at == std::string::npos) return "";
    const auto begin = page.body.find("value=\"", at) + 7;
    return page.body.substr(begin, page.body.find('"', begin) - begin);
}

}  // namespace gatehouse::tests
