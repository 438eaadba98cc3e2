// Help, the addresses that EU Login's applications link to, developers' pages, start-up refusals.
#include "idp/endpoints/read_eml.hpp"
#include "idp/registration/persons.hpp"
#include "tests/support/idp_program.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>

using namespace gatehouse;
using namespace gatehouse::tests;

namespace {

std::string raw_get(const IdpProgram& idp, const std::string& path, const std::string& host) {
    httplib::Client client(idp.base());
    const auto answer = client.Get(path, httplib::Headers{{"Host", host}});
    return answer ? std::to_string(answer->status) : "none";
}

// What assemble says of these settings; "" where it works.
std::string refusal(const IdpProgram::Adjust& adjust) {
    try {
        IdpProgram idp(adjust);
        return "";
    } catch (const std::runtime_error& refused) {
        return refused.what();
    }
}

std::string parse_refusal(const std::string& text, idp::Demo demo = idp::Demo::off) {
    const auto table = ConfigTable::read_text(text, "idp.toml");
    if (!table) return table.error().message;
    const auto settings = idp::parse_settings(*table, demo);
    return settings ? "" : settings.error().message;
}

struct Files {
    TemporaryFolder folder;
    std::string toml(const std::string& birth = "demo", const std::string& address = "127.0.0.1", const std::string& more = "") const {
        std::ofstream(folder.file("seal")) << std::string(64, 'a') << "\n";
        return "issuer = \"https://localhost:8443\"\nbirth = \"" + birth + "\"\ndatabase = \"sqlite::memory:\"\nseal_key_file = \"" +
               folder.file("seal") +
               "\"\nplugins = \"/p\"\nweb = \"/w\"\ncatalogues = \"/c\"\ncontinue_url = \"https://localhost:9443/\"\n" + more +
               "[[listener]]\naddress = \"" + address + "\"\nport = 8443\n[mail.settings]\nfolder = \"/m\"\n";
    }
};

idp::NewPerson persona() {
    idp::NewPerson person;
    person.username = "jon.smith";
    person.first_name = "Jon";
    person.last_name = "Smith";
    person.email = "jon.smith@example.org";
    person.password = Secret("Gate-house-2026");
    person.kind = idp::AccountKind::persona;
    person.id = idp::AccountId("n0jsmith1");
    return person;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pages)

BOOST_AUTO_TEST_CASE(help_names_the_configured_contacts) {
    IdpProgram idp([](idp::Settings& settings) { settings.contact.coi = "coi@ministry.example"; });
    auto browser = idp.browser();
    const Page page = browser.get("/help");
    BOOST_TEST(page.shows("helpdesk@gatehouse.invalid"));
    BOOST_TEST(page.shows("coi@ministry.example"));
    BOOST_TEST(browser.get("/privacy").status == 200);
    BOOST_TEST(browser.get("/accessibility").status == 200);
}

BOOST_AUTO_TEST_CASE(the_addresses_of_eu_login_lead_to_ours) {
    IdpProgram idp;
    auto browser = idp.browser();
    BOOST_TEST(browser.get("/cas/eim/external/register.cgi").location == "/register");
    BOOST_TEST(browser.get("/cas/contact.html").location == "/help");
}

BOOST_AUTO_TEST_CASE(every_page_carries_the_security_headers_and_is_not_stored) {
    IdpProgram idp;
    auto browser = idp.browser();
    for (const std::string path : {"/login", "/register", "/forgotten", "/help", "/password?t=x", "/nowhere"}) {
        const Page page = browser.get(path);
        BOOST_TEST(page.header("Content-Security-Policy").find("default-src 'none'") != std::string::npos, path);
        BOOST_TEST(page.header("Referrer-Policy") == "same-origin", path);
        BOOST_TEST(page.header("Cache-Control") == "no-store", path);
        BOOST_TEST(page.shows("Test stand-in"), path);
    }
}

BOOST_AUTO_TEST_CASE(an_unknown_address_gets_our_error_page_with_its_number) {
    IdpProgram idp;
    auto browser = idp.browser();
    const Page page = browser.get("/nowhere");
    BOOST_TEST(page.status == 404);
    BOOST_TEST(page.shows("There is no such page."));
    BOOST_TEST(page.shows(page.header("X-Request-Id")));
}

BOOST_AUTO_TEST_CASE(health_answers_json) {
    IdpProgram idp;
    auto browser = idp.browser();
    BOOST_TEST(browser.get("/health/ready").body == R"({"status":"ready"})");
}

BOOST_AUTO_TEST_CASE(the_whole_life_of_an_account_works_over_https) {
    TemporaryFolder folder;
    const std::string make = std::string(GATEHOUSE_SOURCE_DIR) + "/certs/make " + folder.path().string() + " 2>/dev/null";
    BOOST_TEST_REQUIRE(std::system(make.c_str()) == 0);
    IdpProgram idp([&](idp::Settings& settings) {
        settings.issuer = "https://localhost:" + std::to_string(settings.listeners.front().port);
        settings.listeners.front().tls = http::TlsFiles{folder.file("localhost.pem"), folder.file("localhost.key")};
    });
    auto browser = idp.browser();
    idp.make_account(browser, "elodie@example.org");
    BOOST_TEST(browser.get("/account").shows("Marchand-Kovač"));
    BOOST_TEST(idp.mail_to("elodie@example.org").text.find("https://localhost:") != std::string::npos);
    const Page page = browser.get("/account");
    const Fields fields = {{"email_language", "de"}, {"form_token", page.field("form_token")}};
    const std::string plain_http = "http" + idp.base().substr(5);
    BOOST_TEST(browser.post_raw("/account/language", fields, {{"Origin", plain_http}}).status == 403);
    BOOST_TEST(browser.post_raw("/account/language", fields, {{"Origin", idp.base()}}).status == 303);
}

BOOST_AUTO_TEST_CASE(the_developers_pages_exist_with_demo_only_and_answer_this_machine_only) {
    IdpProgram without([](idp::Settings& settings) { settings.demo = idp::Demo::off; });
    auto browser = without.browser();
    BOOST_TEST(browser.get("/dev").status == 404);
    BOOST_TEST(browser.get("/dev/mail").status == 404);

    IdpProgram idp;
    auto developer = idp.browser();
    BOOST_TEST(developer.get("/dev").shows("246810"));
    BOOST_TEST(developer.get("/dev/mail", {{"Origin", "https://evil.example"}}).status == 403);
    BOOST_TEST(raw_get(idp, "/dev/mail", "evil.example") != "200");
}

BOOST_AUTO_TEST_CASE(the_mail_page_shows_what_the_spool_wrote) {
    TemporaryFolder folder;
    IdpProgram idp([&](idp::Settings& settings) { settings.mail_folder = folder.path().string(); });
    auto browser = idp.browser();
    BOOST_TEST(browser.get("/dev/mail").shows("No mail yet."));
    std::ofstream(folder.file("1795000000000-abc.eml"))
        << "From: Gatehouse <a@b.invalid>\r\nTo: =?UTF-8?Q?=C3=89lodie?= <elodie@example.org>\r\nSubject: =?UTF-8?B?VsOkbGtvbW1lbg==?=\r\n"
           "Content-Type: multipart/alternative; boundary=\"=_x\"\r\n\r\n--=_x\r\nContent-Type: text/plain; charset=utf-8\r\n"
           "Content-Transfer-Encoding: quoted-printable\r\n\r\n=C3=89lodie & <b>\r\n\r\nhttps://localhost:8443/password?t=3Dabc=\r\ndef\r\n"
           "--=_x\r\nContent-Type: text/html\r\n\r\n<p>html</p>\r\n--=_x--\r\n";
    BOOST_TEST(browser.get("/dev/mail").shows("Välkommen"));
    const Page mail = browser.get("/dev/mail/1795000000000-abc.eml");
    BOOST_TEST(mail.shows("Élodie &amp; &lt;b&gt;"));
    BOOST_TEST(mail.shows("href=\"https://localhost:8443/password?t=abcdef\""));
    for (const std::string name : {"..%2F..%2Fetc%2Fpasswd", "nothing.eml", ".hidden.eml", "x.txt"}) {
        BOOST_TEST(browser.get("/dev/mail/" + name).status >= 400, name);
    }
}

BOOST_AUTO_TEST_CASE(a_mail_goes_through_the_spool_plugin_and_can_be_read_back) {
    TemporaryFolder folder;
    idp::Settings with_plugin;
    {
        IdpProgram idp([&](idp::Settings& settings) {
            settings.mail.settings["folder"] = settings.mail_folder = folder.path().string();
            with_plugin = settings;
        });
    }
    ManualClock clock(from_seconds(1'795'000'000));
    crypto::SystemRandom random;
    Log log("test-idp", LogLevel::error);
    auto program = idp::assemble(with_plugin, {clock, random, log});
    BOOST_TEST_REQUIRE(program.has_value());
    BOOST_TEST_REQUIRE((*program)->start().has_value());
    Browser browser(with_plugin.issuer);
    BOOST_TEST_REQUIRE(IdpProgram::send_registration(browser, IdpProgram::registration("elodie@example.org")).status == 303);
    std::string listing;
    for (int i = 0; i < 300 && listing.find("Choose your password") == std::string::npos; ++i) {
        ::usleep(10'000);
        listing = browser.get("/dev/mail").body;
    }
    std::smatch match;
    BOOST_TEST_REQUIRE(std::regex_search(listing, match, std::regex("/dev/mail/[^\"]+\\.eml")));
    const Page mail = browser.get(match[0]);
    BOOST_TEST(mail.shows("Hello Élodie Marchand-Kovač,"));
    BOOST_TEST_REQUIRE(std::regex_search(mail.body, match, std::regex("/password\\?t=[A-Za-z0-9_-]{43}")));
    BOOST_TEST(IdpProgram::set_password(browser, match[0]).status == 303);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(starting)

BOOST_AUTO_TEST_CASE(a_real_store_refuses_demo_and_personas) {
    Files files;
    BOOST_TEST(parse_refusal(files.toml("real"), idp::Demo::on).find("--demo is refused for a real store") != std::string::npos);
    BOOST_TEST(parse_refusal(files.toml("demo", "0.0.0.0"), idp::Demo::on).find("loopback") != std::string::npos);
    BOOST_TEST(parse_refusal(files.toml("demo"), idp::Demo::on).empty());
    // Whoever comes through a proxy may be anywhere, whatever the proxy says.
    const std::string behind_a_proxy = "127.0.0.1\"\ntrusted_proxies = [\"127.0.0.1\"]\nnames = [\"idp.example";
    std::string toml = files.toml("demo", behind_a_proxy);
    toml.replace(toml.find("idp.example\""), 12, "idp.example\"]");
    BOOST_TEST(parse_refusal(toml).empty());
    BOOST_TEST(parse_refusal(toml, idp::Demo::on).find("trusted_proxies") != std::string::npos);

    TemporaryFolder folder;
    const auto with_file = [&](sql::Birth birth) {
        return [&folder, birth](idp::Settings& settings) {
            settings.database = "sqlite:" + folder.file("idp.db");
            settings.issuer = "http://127.0.0.1:1";
            settings.birth = birth;
            if (birth == sql::Birth::real) settings.demo = idp::Demo::off;
        };
    };
    BOOST_TEST(refusal(with_file(sql::Birth::real)).empty());
    BOOST_TEST(refusal(with_file(sql::Birth::demo)).find("A store never changes") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_real_store_that_holds_a_persona_does_not_start) {
    TemporaryFolder folder;
    IdpProgram idp([&](idp::Settings& settings) {
        settings.database = "sqlite:" + folder.file("idp.db");
        settings.birth = sql::Birth::real;
        settings.demo = idp::Demo::off;
    });
    const auto refused = idp::add_person(idp.core(), persona());
    BOOST_TEST_REQUIRE(!refused.has_value());
    BOOST_TEST(refused.error().field == "persona");
    auto ordinary = persona();
    ordinary.kind = idp::AccountKind::person;
    ordinary.id.reset();
    BOOST_TEST_REQUIRE(idp::add_person(idp.core(), ordinary).has_value());
    const auto smuggled = idp.core().db.transact([](sql::Tx& tx) -> Result<void> {
        tx.execute("UPDATE account SET kind = 'persona'");
        return {};
    });
    BOOST_TEST_REQUIRE(smuggled.has_value());
    BOOST_CHECK_EXCEPTION(idp.restart(), std::runtime_error,
                          [](const auto& refusal_text) { return std::string(refusal_text.what()).find("personas") != std::string::npos; });
}

BOOST_AUTO_TEST_CASE(a_wrong_configuration_is_one_sentence_with_file_and_line) {
    Files files;
    BOOST_TEST(parse_refusal(files.toml("demo", "127.0.0.1", "colour = \"blue\"\n")).find("idp.toml:9") != std::string::npos);
    BOOST_TEST(parse_refusal(files.toml("perhaps")).find("birth is \"demo\" or \"real\"") != std::string::npos);
    BOOST_TEST(parse_refusal("issuer = \"http://example.org\"\n").find("issuer must be an https:// address") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(persons)

BOOST_AUTO_TEST_CASE(a_persona_keeps_its_given_id_and_signs_in) {
    IdpProgram idp;
    const auto added = idp::add_person(idp.core(), persona());
    BOOST_TEST_REQUIRE(added.has_value());
    BOOST_TEST(added->id.str() == "n0jsmith1");
    auto browser = idp.browser();
    BOOST_TEST(IdpProgram::sign_in(browser, "jon.smith", "Gate-house-2026").status == 303);
    const auto again = idp::add_person(idp.core(), persona());
    BOOST_TEST_REQUIRE(!again.has_value());
    BOOST_TEST((again.error().code == ErrorCode::conflict));
}

BOOST_AUTO_TEST_CASE(a_person_without_password_gets_the_link) {
    IdpProgram idp;
    auto person = persona();
    person.kind = idp::AccountKind::person;
    person.id.reset();
    person.password.reset();
    const auto added = idp::add_person(idp.core(), person);
    BOOST_TEST_REQUIRE(added.has_value());
    BOOST_TEST((added->state == idp::PersonAdded::State::pending_email));
    auto browser = idp.browser();
    BOOST_TEST(IdpProgram::set_password(browser, idp.link_to("jon.smith@example.org")).status == 303);
}

BOOST_AUTO_TEST_CASE(bad_values_name_their_field_and_change_nothing) {
    IdpProgram idp;
    const std::tuple<std::string, std::function<void(idp::NewPerson&)>> wrong[] = {
        {"username", [](idp::NewPerson& one) { one.username = "x"; }},
        {"email", [](idp::NewPerson& one) { one.email = "nope"; }},
        {"email_language", [](idp::NewPerson& one) { one.email_language = "xx"; }},
        {"first_name", [](idp::NewPerson& one) { one.first_name = ""; }},
        {"id", [](idp::NewPerson& one) { one.kind = idp::AccountKind::person; }},
    };
    for (const auto& [field, spoil] : wrong) {
        auto person = persona();
        spoil(person);
        const auto added = idp::add_person(idp.core(), person);
        BOOST_TEST_REQUIRE(!added.has_value());
        BOOST_TEST(added.error().field == field);
    }
    BOOST_TEST(idp::list_persons(idp.core(), "", 10)->accounts.empty());
}

BOOST_AUTO_TEST_CASE(the_list_comes_in_pages) {
    IdpProgram idp;
    for (int i = 0; i < 5; ++i) {
        auto person = persona();
        person.username += std::to_string(i);
        person.email = std::to_string(i) + person.email;
        person.id.reset();
        BOOST_TEST_REQUIRE(idp::add_person(idp.core(), person).has_value());
    }
    std::size_t seen = 0;
    std::string cursor;
    for (int pages = 0; pages < 4; ++pages) {
        const auto page = idp::list_persons(idp.core(), cursor, 2);
        seen += page->accounts.size();
        cursor = page->next;
        if (cursor.empty()) break;
    }
    BOOST_TEST(seen == 5U);
}

BOOST_AUTO_TEST_SUITE_END()
