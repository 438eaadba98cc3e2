#include "authz/settings.hpp"

#include <boost/test/unit_test.hpp>

using namespace gatehouse;
using namespace gatehouse::authz;

namespace {

const std::string complete = R"(environment = "production"
base_url = "https://localhost:9443"
birth = "demo"
database = "sqlite:/x/production.db"
seal_key_file = "/x/seal"
cookie = "__Host-gh-production"
plugins = "/x"
web = "/x/web"
catalogues = "/x/catalogues"
policy = "/x/production.toml"
audit_key_file = "/x/audit"
sign_up_url = "https://localhost:8443/register"
account_url = "https://localhost:8443/account"
[issuer]
url = "https://localhost:8443"
client_id = "gatehouse-authz-production"
private_key_file = "/x/key"
guard = "relaxed"
[directory]
connector = "ldap"
[directory.settings]
url = "ldap://127.0.0.1:9389"
[[listener]]
port = 9443
certificate = "/x/c.pem"
private_key = "/x/k.pem"
)";

std::string with(const std::string& from, const std::string& to) {
    std::string text = complete;
    const auto at = text.find(from);
    BOOST_REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

void refused(const std::string& toml, const std::string& where, const std::string& about) {
    const auto settings = read_settings(toml, "a.toml");
    BOOST_TEST_REQUIRE(!settings.has_value());
    BOOST_TEST(settings.error().message.starts_with(where), settings.error().message);
    BOOST_TEST(settings.error().message.find(about) != std::string::npos, settings.error().message);
    BOOST_TEST(settings.error().message.find('\n') == std::string::npos);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(settings)

BOOST_AUTO_TEST_CASE(a_complete_configuration_is_read) {
    const auto read = read_settings(complete, "a.toml");
    BOOST_TEST_REQUIRE(read.has_value(), (read ? "" : read.error().message));
    BOOST_TEST(read->origin() == "localhost:9443/production");
    BOOST_TEST(read->listeners.at(0).port == 9443);
    BOOST_TEST(read->directory->settings.at("url") == "ldap://127.0.0.1:9389");
    BOOST_TEST(!read->mail.has_value());
    BOOST_TEST((read->issuer.guard == http::Guard::relaxed));
    BOOST_TEST(read->helpdesk.ends_with(".invalid"));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named_with_file_and_line) {
    refused(with("\"production\"", "\"staging\""), "a.toml:1", "environment");
    refused(with("https://localhost:9443", "http://localhost:9443"), "a.toml:2", "base_url");
    refused(with("\"demo\"", "\"maybe\""), "a.toml:3", "birth");
    refused(with("__Host-gh", "gh"), "a.toml:6", "cookie");
    refused(with("guard = \"relaxed\"", "guard = \"open\""), "a.toml:18", "guard");
    refused(with("port = 9443", "port = 99999"), "a.toml:24", "port");
    refused(with("private_key = \"/x/k.pem\"\n", ""), "a.toml:23", "private_key");
    refused(with("web = \"/x/web\"", "webb = \"/x/web\""), "a.toml:", "web");
    refused(with("[directory]\n", "colour = 1\n[directory]\n"), "a.toml:19", "colour");
}

BOOST_AUTO_TEST_SUITE_END()
