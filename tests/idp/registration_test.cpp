// The letter's step 1: the account page and one answer for every address.
#include "tests/support/idp_program.hpp"

#include <boost/test/unit_test.hpp>

using namespace gatehouse;
using namespace gatehouse::tests;

namespace {

Fields changed(Fields fields, const std::string& name, const std::string& value) {
    for (auto& [field, old] : fields) {
        if (field == name) old = value;
    }
    return fields;
}

Fields without(Fields fields, const std::string& name) {
    std::erase_if(fields, [&](const auto& field) { return field.first == name; });
    return fields;
}

// What differs between any two answers: tokens, ids, sealed codes.
std::string normal(const std::string& body) {
    return std::regex_replace(body, std::regex("[A-Za-z0-9_-]{22,}"), "TOKEN");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(registration)

BOOST_AUTO_TEST_CASE(the_form_asks_in_the_order_of_the_letter) {
    IdpProgram idp;
    auto browser = idp.browser();
    const Page page = browser.get("/register");
    BOOST_TEST(page.status == 200);
    std::size_t before = 0;
    for (const char* name : {"username", "first_name", "last_name", "email", "email_again", "email_language", "code", "privacy"}) {
        const auto at = page.body.find("name=\"" + std::string(name) + "\"");
        BOOST_TEST_REQUIRE(at != std::string::npos, name);
        BOOST_TEST(at > before, name);
        before = at;
    }
    BOOST_TEST(page.shows("Create an account"));
    BOOST_TEST(page.shows("Step 1 of 3"));
    BOOST_TEST(page.shows("real person"));
}

BOOST_AUTO_TEST_CASE(a_stranger_becomes_a_signed_in_person_without_a_role) {
    IdpProgram idp;
    auto browser = idp.browser();
    const Page sent = IdpProgram::send_registration(browser, IdpProgram::registration("elodie@example.org"));
    BOOST_TEST_REQUIRE(sent.status == 303);
    const Page check = browser.follow(sent);
    BOOST_TEST(check.shows("e…e@example.org"));
    BOOST_TEST(!check.shows("elodie@example.org"));
    BOOST_TEST(check.shows("90 minutes"));
    BOOST_TEST(check.shows("automated-notifications@gatehouse.invalid"));

    const auto mail = idp.mail_to("elodie@example.org");
    BOOST_TEST(mail.to_name == "Élodie Marchand-Kovač");
    BOOST_TEST(mail.text.find("elodie.m") != std::string::npos);
    BOOST_TEST(mail.html.find("/password?t=") != std::string::npos);

    const Page ready = browser.follow(IdpProgram::set_password(browser, idp.link_to("elodie@example.org")));
    BOOST_TEST(ready.shows("Your account is ready"));
    BOOST_TEST(ready.shows("You hold no role yet: continue with step 2"));
    BOOST_TEST(ready.shows("https://localhost:9443/"));
    BOOST_TEST(browser.get("/account").shows("Élodie Marchand-Kovač"));
}

BOOST_AUTO_TEST_CASE(names_appear_as_typed_and_are_never_upper_cased) {
    IdpProgram idp;
    auto browser = idp.browser();
    auto fields = changed(IdpProgram::registration("odysseas@example.org"), "first_name", "  ὈΔΥΣΣΕΎΣ ");
    fields = changed(fields, "last_name", "O\u2019Brien  van der Berg");
    BOOST_TEST_REQUIRE(IdpProgram::send_registration(browser, fields).status == 303);
    IdpProgram::set_password(browser, idp.link_to("odysseas@example.org"));
    BOOST_TEST(browser.get("/account").shows("ὈΔΥΣΣΕΎΣ O\u2019Brien van der Berg"));
}

BOOST_AUTO_TEST_CASE(errors_are_summed_up_and_said_at_each_field_and_keep_what_was_typed) {
    IdpProgram idp;
    auto browser = idp.browser();
    auto fields = changed(IdpProgram::registration("elodie@example.org"), "email_again", "elodie@example.com");
    fields = changed(without(fields, "privacy"), "username", "é");
    const Page page = IdpProgram::send_registration(browser, fields);
    BOOST_TEST(page.status == 400);
    BOOST_TEST(page.shows("There are 3 problems"));
    BOOST_TEST(page.shows("href=\"#email_again\""));
    BOOST_TEST(page.shows("The two e-mail addresses are not the same."));
    BOOST_TEST(page.shows("Confirm that you have read the privacy statement."));
    BOOST_TEST(page.shows("aria-invalid=\"true\""));
    BOOST_TEST(page.field("first_name") == "Élodie");
    BOOST_TEST(page.field("email_again") == "elodie@example.com");
    BOOST_TEST(page.field("code") == "246810");
    BOOST_TEST(idp.mail->sent().empty());
}

BOOST_AUTO_TEST_CASE(each_field_has_its_rule) {
    IdpProgram idp;
    auto browser = idp.browser();
    const std::tuple<std::string, std::string, std::string> rules[] = {
        {"username", "ab", "A username has 3 to 50 signs"},
        {"username", "with space", "A username has 3 to 50 signs"},
        {"username", "", "Enter a username."},
        {"first_name", "", "Enter your first name."},
        {"first_name", "12345", "A name is made of letters"},
        {"last_name", "<b>Smith</b>", "A name is made of letters"},
        {"last_name", "Smith\u202e", "A name is made of letters"},
        {"email", "no-at-sign", "Enter an e-mail address like name@example.org."},
        {"email", "two@@example.org", "Enter an e-mail address like name@example.org."},
        {"email", "a@nodots", "Enter an e-mail address like name@example.org."},
        {"email_language", "xx", "Choose the language of our e-mails."},
        {"code", "", "Enter the signs that you see in the picture."},
    };
    for (const auto& [field, value, sentence] : rules) {
        const Page page = IdpProgram::send_registration(browser, changed(IdpProgram::registration("elodie@example.org"), field, value));
        BOOST_TEST(page.status == 400, field + "=" + value);
        BOOST_TEST(page.shows(sentence), field + "=" + value);
    }
    BOOST_TEST(idp.mail->sent().empty());
}

BOOST_AUTO_TEST_CASE(the_domain_of_the_second_address_may_differ_in_case_the_rest_not) {
    IdpProgram idp;
    auto browser = idp.browser();
    auto fields = IdpProgram::registration("elodie@example.org");
    BOOST_TEST(IdpProgram::send_registration(browser, changed(fields, "email_again", "Elodie@example.org")).status == 400);
    BOOST_TEST(IdpProgram::send_registration(browser, changed(fields, "email_again", "elodie@Example.ORG")).status == 303);
}

BOOST_AUTO_TEST_CASE(the_name_of_an_organisation_must_be_answered_by_a_tick) {
    IdpProgram idp;
    auto browser = idp.browser();
    auto fields = changed(IdpProgram::registration("ann@example.org"), "last_name", "Bio Harvest GmbH");
    const Page asked = IdpProgram::send_registration(browser, fields);
    BOOST_TEST(asked.status == 400);
    BOOST_TEST(asked.shows("Is this the name of a person?"));
    BOOST_TEST(idp.mail->sent().empty());
    fields.emplace_back("name_is_mine", "yes");
    BOOST_TEST(IdpProgram::send_registration(browser, fields).status == 303);
}

BOOST_AUTO_TEST_CASE(a_shared_mailbox_must_be_answered_by_a_tick) {
    IdpProgram idp;
    auto browser = idp.browser();
    auto fields = IdpProgram::registration("Info@example.org");
    const Page asked = IdpProgram::send_registration(browser, fields);
    BOOST_TEST(asked.status == 400);
    BOOST_TEST(asked.shows("Do you alone read this mailbox?"));
    fields.emplace_back("email_is_mine", "yes");
    BOOST_TEST(IdpProgram::send_registration(browser, fields).status == 303);
}

BOOST_AUTO_TEST_CASE(new_and_known_addresses_get_the_same_answers) {
    IdpProgram idp;
    auto owner = idp.browser();
    idp.make_account(owner, "known@example.org");
    auto first = idp.browser();
    auto second = idp.browser();
    const Page for_known = IdpProgram::send_registration(first, IdpProgram::registration("known@example.org", "other.name"));
    const Page for_new = IdpProgram::send_registration(second, IdpProgram::registration("knewn@example.org", "other.name"));
    BOOST_TEST(for_known.status == for_new.status);
    BOOST_TEST(normal(for_known.location) == normal(for_new.location));
    const Page known_page = first.follow(for_known);
    const Page new_page = second.follow(for_new);
    BOOST_TEST(known_page.status == 200);
    BOOST_TEST(normal(known_page.body) == normal(new_page.body));
    // Asking for the mail once more is no way to tell them apart either.
    for (int i = 0; i < 7; ++i) {
        idp.clock.advance(std::chrono::seconds(61));
        const Page again_known = first.follow(first.post("/check-mail", {{"r", known_page.field("r")}}, known_page));
        const Page again_new = second.follow(second.post("/check-mail", {{"r", new_page.field("r")}}, new_page));
        BOOST_TEST(normal(again_known.body) == normal(again_new.body));
    }
}

BOOST_AUTO_TEST_CASE(a_known_address_is_told_by_mail_and_nothing_changes) {
    IdpProgram idp;
    auto owner = idp.browser();
    idp.make_account(owner, "known@example.org");
    auto other = idp.browser();
    auto fields = changed(IdpProgram::registration("Known@example.org", "impostor"), "first_name", "Mallory");
    BOOST_TEST_REQUIRE(IdpProgram::send_registration(other, fields).status == 303);
    const auto mail = idp.mail_to("Known@example.org");
    BOOST_TEST(mail.subject == "You already have an account");
    BOOST_TEST(mail.text.find("elodie.m") != std::string::npos);
    BOOST_TEST(mail.text.find("Mallory") == std::string::npos);
    BOOST_TEST(mail.text.find("/password?t=") == std::string::npos);
    auto again = idp.browser();
    BOOST_TEST(IdpProgram::sign_in(again, "known@example.org").location == "/account");
}

BOOST_AUTO_TEST_CASE(a_taken_username_is_told_and_corrected_only_behind_the_link) {
    IdpProgram idp;
    auto owner = idp.browser();
    idp.make_account(owner, "first@example.org", "Popular");
    auto other = idp.browser();
    const Page sent = IdpProgram::send_registration(other, IdpProgram::registration("second@example.org", "popular"));
    BOOST_TEST_REQUIRE(sent.status == 303);
    const std::string link = idp.link_to("second@example.org");
    const Page page = other.get(link);
    BOOST_TEST(page.shows("Somebody else has this username."));
    const std::string password(IdpProgram::password);
    const Fields same = {{"t", page.field("t")}, {"username", "POPULAR"}, {"password", password}, {"password_again", password}};
    const Page refused = other.post("/password", same, page);
    BOOST_TEST(refused.status == 400);
    BOOST_TEST(refused.shows("Somebody else has this username."));
    const Page taken = other.post("/password", changed(same, "username", "popular-2"), refused);
    BOOST_TEST_REQUIRE(taken.status == 303);
    BOOST_TEST(other.get("/account").shows("popular-2"));
}

BOOST_AUTO_TEST_CASE(a_field_that_the_page_does_not_have_or_that_comes_twice_is_refused) {
    IdpProgram idp;
    auto browser = idp.browser();
    auto more = IdpProgram::registration("one@example.org");
    more.emplace_back("role", "commission");
    BOOST_TEST(IdpProgram::send_registration(browser, more).status == 400);
    auto twice = IdpProgram::registration("one@example.org");
    twice.emplace_back("email", "two@example.org");
    BOOST_TEST(IdpProgram::send_registration(browser, twice).status == 400);
    BOOST_TEST(idp.mail->sent().empty());
}

BOOST_AUTO_TEST_CASE(one_network_and_one_address_may_ask_so_often_an_hour) {
    IdpProgram idp([](idp::Settings& settings) {
        settings.limits.registrations_per_peer_hour = 4;
        settings.limits.registrations_per_address_hour = 2;
    });
    auto browser = idp.browser();
    BOOST_TEST(IdpProgram::send_registration(browser, IdpProgram::registration("same@example.org")).status == 303);
    BOOST_TEST(IdpProgram::send_registration(browser, IdpProgram::registration("SAME@example.org")).status == 303);
    const Page address = IdpProgram::send_registration(browser, IdpProgram::registration("same@example.org"));
    BOOST_TEST(address.status == 429);
    BOOST_TEST(!address.header("Retry-After").empty());
    BOOST_TEST(IdpProgram::send_registration(browser, IdpProgram::registration("a@example.org")).status == 303);
    BOOST_TEST(IdpProgram::send_registration(browser, IdpProgram::registration("b@example.org")).status == 303);
    BOOST_TEST(IdpProgram::send_registration(browser, IdpProgram::registration("c@example.org")).status == 429);
    auto elsewhere = idp.browser("127.0.0.2");
    BOOST_TEST(IdpProgram::send_registration(elsewhere, IdpProgram::registration("c@example.org")).status == 303);
    idp.clock.advance(std::chrono::minutes(61));
    BOOST_TEST(IdpProgram::send_registration(browser, IdpProgram::registration("d@example.org")).status == 303);
}

BOOST_AUTO_TEST_CASE(an_address_gets_no_more_mails_than_its_budget_and_nobody_is_told) {
    IdpProgram idp([](idp::Settings& settings) { settings.limits.mails_per_address_day = 1; });
    auto browser = idp.browser();
    BOOST_TEST(IdpProgram::send_registration(browser, IdpProgram::registration("one@example.org")).status == 303);
    BOOST_TEST(IdpProgram::send_registration(browser, IdpProgram::registration("one@example.org")).status == 303);
    idp.program().deliver_mail();
    idp.mail_to("one@example.org");
    BOOST_TEST(idp.mail->sent().size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_mail_is_sent_again_after_a_minute_and_five_times_at_most) {
    IdpProgram idp;
    auto browser = idp.browser();
    const Page page = browser.follow(IdpProgram::send_registration(browser, IdpProgram::registration("one@example.org")));
    const auto again = [&] { return browser.follow(browser.post("/check-mail", {{"r", page.field("r")}}, page)); };
    BOOST_TEST(again().shows("Please wait a little."));
    for (std::size_t nth = 2; nth <= 6; ++nth) {
        idp.clock.advance(std::chrono::seconds(60));
        BOOST_TEST(again().shows("Sent again."));
        idp.mail_to("one@example.org", nth);
    }
    idp.clock.advance(std::chrono::seconds(60));
    BOOST_TEST(again().shows("We have sent it several times already."));
    BOOST_TEST(idp.mail->sent().size() == 6U);
}

BOOST_AUTO_TEST_CASE(the_check_your_mail_page_shows_in_no_other_browser) {
    IdpProgram idp;
    auto browser = idp.browser();
    const Page sent = IdpProgram::send_registration(browser, IdpProgram::registration("one@example.org"));
    auto other = idp.browser();
    BOOST_TEST(other.get(sent.location).status == 404);
    BOOST_TEST(browser.get(sent.location).status == 200);
}

BOOST_AUTO_TEST_CASE(the_mail_speaks_the_language_that_was_chosen_for_mails) {
    IdpProgram idp;
    auto browser = idp.browser();
    auto fields = changed(IdpProgram::registration("one@example.org"), "email_language", "fr");
    BOOST_TEST_REQUIRE(IdpProgram::send_registration(browser, fields).status == 303);
    BOOST_TEST(idp.mail_to("one@example.org").language == "fr");
}

BOOST_AUTO_TEST_CASE(no_flood_of_asked_for_mails_keeps_back_that_a_password_was_changed) {
    IdpProgram idp([](idp::Settings& settings) { settings.limits.mails_per_address_day = 2; });
    auto owner = idp.browser();
    idp.make_account(owner, "elodie@example.org");
    auto stranger = idp.browser();
    const auto ask_for_a_new_password = [&] {
        const Page page = stranger.get("/forgotten");
        BOOST_TEST(stranger.post("/forgotten", {{"username", "elodie.m"}, {"request", ""}}, page).status == 303);
    };
    ask_for_a_new_password();
    const std::string link = idp.link_to("elodie@example.org", 2);
    for (int i = 0; i < 5; ++i) ask_for_a_new_password();
    IdpProgram::set_password(owner, link, "Another horse 8!");
    BOOST_TEST(idp.mail_to("elodie@example.org", 3).subject == "Your password was changed");
}

BOOST_AUTO_TEST_SUITE_END()
