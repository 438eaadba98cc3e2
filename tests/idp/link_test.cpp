// The mailed link: 90 minutes, once, and only by the person's own click.
#include "audit/audit.hpp"
#include "tests/support/idp_program.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::tests;

namespace {

const std::string good(IdpProgram::password);

// Everything that is stored, as text: what did not change is equal.
std::string whole_store(const IdpProgram& idp) {
    const char* tables[] = {"account", "taken_sub", "taken_username",  "session",  "link_request",
                            "link",    "throttle",  "refused_sign_in", "used_code"};
    std::string all;
    auto read = idp.core().db.read([&](sql::ReadTx& tx) -> Result<void> {
        for (const std::string table : tables) {
            for (const auto& row : tx.query("SELECT * FROM " + table + " ORDER BY 1, 2")) {
                for (std::size_t i = 0; i < row.size(); ++i) {
                    if (row.is_null(i)) {
                        all += "-|";
                        continue;
                    }
                    try {
                        all += row.text(i) + "|";
                    } catch (const std::logic_error&) {
                        all += std::to_string(row.integer(i)) + "|";
                    }
                }
                all += "\n";
            }
        }
        return {};
    });
    BOOST_TEST_REQUIRE(read.has_value());
    return all;
}

std::string fresh_link(IdpProgram& idp, Browser& browser, const std::string& email = "elodie@example.org") {
    BOOST_TEST_REQUIRE(IdpProgram::send_registration(browser, IdpProgram::registration(email)).status == 303);
    return idp.link_to(email);
}

// What a mail scanner does with a link: HEAD, GET, and with script every form of the page, without and with the cookies it got.
void scan(IdpProgram& idp, const std::string& link) {
    auto scanner = idp.browser();
    scanner.head(link);
    const Page page = scanner.get(link);
    const Fields as_shown = {{"t", page.field("t")}, {"form_token", page.field("form_token")}, {"password", ""}, {"password_again", ""}};
    Fields filled = as_shown;
    filled[2].second = filled[3].second = good;
    scanner.post_raw("/password", as_shown, {{"Origin", idp.base()}});
    auto without_cookies = idp.browser();
    for (const auto& fields : {as_shown, filled}) {
        without_cookies.cookies.clear();
        BOOST_TEST(without_cookies.post_raw("/password", fields, {}).status == 403);
        without_cookies.cookies.clear();
        BOOST_TEST(without_cookies.post_raw("/password", fields, {{"Origin", idp.base()}}).status == 403);
        without_cookies.cookies.clear();
        BOOST_TEST(without_cookies.post_raw("/password", fields, {{"Origin", "https://scanner.example"}}).status == 403);
    }
    BOOST_TEST(scanner.post_raw("/password", filled, {{"Origin", "null"}}).status == 403);
    BOOST_TEST(scanner.post_raw("/password", filled, {}).status == 403);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mailed_link)

BOOST_AUTO_TEST_CASE(two_mail_scanners_at_once_consume_nothing) {
    IdpProgram idp;
    auto browser = idp.browser();
    const std::string link = fresh_link(idp, browser);
    const std::string before = whole_store(idp);
    std::thread other([&] { scan(idp, link); });
    scan(idp, link);
    other.join();
    BOOST_TEST(whole_store(idp) == before);
    BOOST_TEST(IdpProgram::set_password(browser, link).status == 303);
}

BOOST_AUTO_TEST_CASE(get_and_head_of_any_page_change_nothing) {
    IdpProgram idp;
    auto browser = idp.browser();
    idp.make_account(browser, "elodie@example.org");
    auto stranger = idp.browser();
    const std::string link = fresh_link(idp, stranger, "second@example.org");
    const std::string before = whole_store(idp);
    for (const std::string path :
         {"/", "/login", "/register", "/forgotten", "/account", "/ready", "/help", "/privacy", "/accessibility", "/sign-out", "/signed-out",
          "/dev", "/dev/mail", "/health/ready", "/health/live", "/check-mail?r=x", "/password?t=x"}) {
        browser.get(path);
        browser.head(path);
        stranger.get(path);
    }
    stranger.get(link);
    browser.head(link);
    BOOST_TEST(whole_store(idp) == before);
}

BOOST_AUTO_TEST_CASE(a_link_works_in_another_browser_too) {
    IdpProgram idp;
    auto at_work = idp.browser();
    auto phone = idp.browser();
    const std::string link = fresh_link(idp, at_work);
    BOOST_TEST(IdpProgram::set_password(phone, link).status == 303);
    BOOST_TEST(phone.get("/account").status == 200);
    BOOST_TEST(at_work.get("/account").location == "/login");
}

BOOST_AUTO_TEST_CASE(ten_at_once_succeed_once) {
    IdpProgram idp;
    auto asker = idp.browser();
    const std::string link = fresh_link(idp, asker);
    std::atomic<int> succeeded = 0;
    std::atomic<int> told = 0;
    std::vector<std::thread> threads;
    // All have opened the page before the first one sends it: a page opened later has no form any more.
    std::vector<std::pair<Browser, Page>> opened;
    for (int i = 0; i < 10; ++i) {
        opened.emplace_back(idp.browser(), Page{});
        opened.back().second = opened.back().first.get(link);
    }
    const std::string wanted(IdpProgram::password);
    for (auto& one : opened) {
        threads.emplace_back([&] {
            const Fields fields = {{"t", one.second.field("t")}, {"password", wanted}, {"password_again", wanted}};
            const Page page = one.first.post("/password", fields, one.second);
            if (page.status == 303) ++succeeded;
            if (page.status == 410) ++told;
        });
    }
    for (auto& thread : threads) thread.join();
    BOOST_TEST(succeeded == 1);
    BOOST_TEST(told == 9);
}

BOOST_AUTO_TEST_CASE(a_used_link_says_so_and_leads_to_sign_in) {
    IdpProgram idp;
    auto browser = idp.browser();
    const std::string link = fresh_link(idp, browser);
    BOOST_TEST(IdpProgram::set_password(browser, link).status == 303);
    const Page used = browser.get(link);
    BOOST_TEST(used.status == 410);
    BOOST_TEST(used.shows("This link was used already"));
    BOOST_TEST(used.shows("href=\"/forgotten\""));
}

BOOST_AUTO_TEST_CASE(a_link_lives_ninety_minutes_and_the_page_offers_a_new_one) {
    IdpProgram idp;
    auto browser = idp.browser();
    const std::string link = fresh_link(idp, browser);
    idp.clock.advance(std::chrono::minutes(90) - std::chrono::seconds(1));
    BOOST_TEST(browser.get(link).status == 200);
    const Page open = browser.get(link);
    idp.clock.advance(std::chrono::seconds(1));
    const Page late = browser.post("/password", {{"t", open.field("t")}, {"password", good}, {"password_again", good}}, open);
    BOOST_TEST(late.status == 410);
    const Page expired = browser.get(link);
    BOOST_TEST(expired.status == 410);
    BOOST_TEST(expired.shows("This link has expired"));
    BOOST_TEST(expired.shows("e…e@example.org"));
    const Page renewed = browser.post("/password/again", {{"t", expired.field("t")}}, expired);
    BOOST_TEST(renewed.shows("We have sent a new link"));
    BOOST_TEST(IdpProgram::set_password(browser, idp.link_to("elodie@example.org", 2)).status == 303);
}

BOOST_AUTO_TEST_CASE(an_unknown_link_says_so) {
    IdpProgram idp;
    auto browser = idp.browser();
    for (const std::string link : {"/password", "/password?t=", "/password?t=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
        const Page page = browser.get(link);
        BOOST_TEST(page.status == 404);
        BOOST_TEST(page.shows("We do not know this link"));
    }
}

BOOST_AUTO_TEST_CASE(every_unexpired_link_of_a_request_works_until_one_succeeds) {
    IdpProgram idp;
    auto browser = idp.browser();
    const Page page = browser.follow(IdpProgram::send_registration(browser, IdpProgram::registration("elodie@example.org")));
    const std::string first = idp.link_to("elodie@example.org");
    idp.clock.advance(std::chrono::minutes(2));
    browser.post("/check-mail", {{"r", page.field("r")}}, page);
    const std::string second = idp.link_to("elodie@example.org", 2);
    BOOST_TEST(first != second);
    BOOST_TEST(browser.get(first).status == 200);
    BOOST_TEST(IdpProgram::set_password(browser, first).status == 303);
    BOOST_TEST(browser.get(second).status == 410);
}

BOOST_AUTO_TEST_CASE(the_first_completed_registration_of_an_address_voids_the_others) {
    IdpProgram idp;
    auto one = idp.browser();
    auto two = idp.browser();
    IdpProgram::send_registration(one, IdpProgram::registration("elodie@example.org", "first.name"));
    const std::string first = idp.link_to("elodie@example.org");
    IdpProgram::send_registration(two, IdpProgram::registration("Elodie@example.org", "second.name"));
    const std::string second = idp.link_to("Elodie@example.org");
    BOOST_TEST(IdpProgram::set_password(two, second).status == 303);
    BOOST_TEST(one.get(first).status == 410);
    BOOST_TEST(IdpProgram::set_password(one, first).status != 303);
}

BOOST_AUTO_TEST_CASE(a_password_that_breaks_a_rule_consumes_nothing_and_is_never_shown_again) {
    IdpProgram idp;
    auto browser = idp.browser();
    const std::string link = fresh_link(idp, browser);
    const std::pair<std::string, std::string> rules[] = {
        {"Short 1!", "The password needs at least 10 signs."},
        {"no upper case 1!", "The password needs an upper-case letter (A to Z)."},
        {"NO LOWER CASE 1!", "The password needs a lower-case letter (a to z)."},
        {"No digit in here!", "The password needs a digit (0 to 9)."},
        {"NoSpecialSign123", "The password needs a special sign"},
        {"Elodie and 7 dwarves!", "The password must not hold your name"},
        {"My marchand-KOVAC 77", "The password must not hold your name"},
        {"Aa1! " + std::string(260, 'x'), "The password is too long"},
    };
    for (const auto& [password, sentence] : rules) {
        const Page page = IdpProgram::set_password(browser, link, password);
        BOOST_TEST(page.status == 400, password);
        BOOST_TEST(page.shows(sentence), password);
        BOOST_TEST(!page.shows("value=\"" + password), password);
    }
    const Page page = browser.get(link);
    const Page differ = browser.post("/password", {{"t", page.field("t")}, {"password", good}, {"password_again", good + "x"}}, page);
    BOOST_TEST(differ.shows("The two passwords are not the same."));
    BOOST_TEST(IdpProgram::set_password(browser, link).status == 303);
}

BOOST_AUTO_TEST_CASE(neither_proof_nor_password_stands_in_the_store) {
    IdpProgram idp;
    auto browser = idp.browser();
    const std::string link = fresh_link(idp, browser);
    const std::string proof = link.substr(link.find('=') + 1);
    BOOST_TEST(whole_store(idp).find(proof) == std::string::npos);
    BOOST_TEST(IdpProgram::set_password(browser, link).status == 303);
    const std::string store = whole_store(idp);
    BOOST_TEST(store.find(good) == std::string::npos);
    BOOST_TEST(store.find("$argon2id$") != std::string::npos);
    auto outbox = idp.core().db.read([&](sql::ReadTx& tx) -> Result<bool> {
        for (const auto& row : tx.query("SELECT payload FROM outbox_item")) {
            if (row.text(0).find(proof) != std::string::npos) return true;
        }
        return false;
    });
    BOOST_TEST((!outbox || !*outbox));
}

BOOST_AUTO_TEST_CASE(everything_survives_a_restart) {
    TemporaryFolder folder;
    IdpProgram idp([&](idp::Settings& settings) { settings.database = "sqlite:" + folder.file("idp.db"); });
    auto browser = idp.browser();
    const std::string link = fresh_link(idp, browser);
    idp.restart();
    BOOST_TEST(IdpProgram::set_password(browser, link).status == 303);
    idp.restart();
    BOOST_TEST(browser.get("/account").shows("Marchand-Kovač"));
    auto other = idp.browser();
    BOOST_TEST(IdpProgram::sign_in(other, "elodie@example.org").location == "/account");
}

BOOST_AUTO_TEST_CASE(a_registration_that_nobody_finished_lapses_after_a_week_with_its_leaf) {
    IdpProgram idp;
    auto browser = idp.browser();
    const std::string link = fresh_link(idp, browser);
    idp.clock.advance(std::chrono::days(7) + std::chrono::seconds(1));
    BOOST_TEST_REQUIRE(idp.program().run_background().has_value());
    BOOST_TEST(browser.get(link).status == 404);
    BOOST_TEST(whole_store(idp).find("elodie@example.org") == std::string::npos);
    audit::Filter filter;
    filter.act = "account.lapsed";
    const auto page = audit::list(idp.core().db, filter);
    BOOST_TEST_REQUIRE(page.has_value());
    BOOST_TEST(page->entries.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
