// One suite for every MailSender (fake, spool, SMTP), and what is particular to each.
#include "base/encoding.hpp"
#include "connectors/fake/fake_mail.hpp"
#include "connectors/host/host.hpp"
#include "connectors/mail/message.hpp"
#include "tests/connectors/read_mail.hpp"
#include "tests/connectors/smtp_sink.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fmt/format.h>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <ostream>

namespace gatehouse::tests {
namespace {

using connector::Mail;

Mail a_mail() {
    Mail mail;
    mail.id = "3nQ-x_1";
    mail.to = "zofia@example.org";
    mail.to_name = "Zofia Żółć";
    mail.from = "automated-notifications@gatehouse.invalid";
    mail.from_name = "Gatehouse";
    mail.language = "pl";
    mail.subject = "Γειά σου, your request – принята, and this subject is longer than one encoded word can hold";
    mail.text = "Dzień dobry,\n\n.a line that begins with a dot\na line with a blank at its end \n=3D is no escape\n" +
                std::string(300, 'x') + "\n";
    mail.html = "<p>Καλημέρα κόσμε, όλα τα γράμματα είναι ελληνικά εδώ</p>\n";
    mail.at_millis = 1'795'000'000'123;
    return mail;
}

// One implementation under test, and how to look at what arrived.
struct Place {
    virtual ~Place() = default;
    virtual connector::MailSender& sender() = 0;
    virtual std::vector<std::string> arrived() = 0;
};

Log& quiet() {
    static Log log("tests", LogLevel::error);
    return log;
}

std::unique_ptr<connector::MailSender> make(const std::string& name, const connector::Settings& settings) {
    auto plugin = connector::load(GATEHOUSE_BINARY_DIR "/connectors", name);
    BOOST_REQUIRE_MESSAGE(plugin, "the plugin " + name + " is loaded");
    auto made = plugin->make_mail(settings, quiet());
    BOOST_REQUIRE_MESSAGE(made, (made ? "" : made.error().message));
    return std::move(*made);
}

struct FakePlace final : Place {
    connector::FakeMail mail;
    connector::MailSender& sender() override { return mail; }
    std::vector<std::string> arrived() override {
        std::vector<std::string> list;
        for (const auto& one : mail.sent()) list.push_back(mail::message(one));
        return list;
    }
};

struct SpoolPlace final : Place {
    TemporaryFolder folder;
    std::unique_ptr<connector::MailSender> spool = make("mail-spool", {{"folder", folder.file("mail")}});
    connector::MailSender& sender() override { return *spool; }
    std::vector<std::string> arrived() override {
        std::vector<std::string> list;
        for (const auto& file : std::filesystem::directory_iterator(folder.file("mail"))) {
            std::ifstream in(file.path(), std::ios::binary);
            list.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
        }
        return list;
    }
};

connector::Settings smtp_settings(std::uint16_t port) {
    return {{"url", fmt::format("smtp://127.0.0.1:{}", port)}, {"tls", "none"}, {"timeout_seconds", "3"}};
}

struct SmtpPlace final : Place {
    SmtpSink sink;
    std::unique_ptr<connector::MailSender> smtp = make("mail-smtp", smtp_settings(sink.port()));
    connector::MailSender& sender() override { return *smtp; }
    std::vector<std::string> arrived() override { return sink.messages(); }
};

std::unique_ptr<Place> place(const std::string& name) {
    if (name == "fake") return std::make_unique<FakePlace>();
    if (name == "spool") return std::make_unique<SpoolPlace>();
    return std::make_unique<SmtpPlace>();
}

const std::vector<std::string> places = {"fake", "spool", "smtp"};
const std::vector<std::string> places_that_can_tell = {"fake", "spool"};

BOOST_AUTO_TEST_SUITE(mail_conformance)

BOOST_DATA_TEST_CASE(a_mail_arrives_whole_in_any_alphabet, boost::unit_test::data::make(places), name) {
    const auto here = place(name);
    const Mail sent = a_mail();
    const auto done = here->sender().send(sent);
    BOOST_REQUIRE_MESSAGE(done, (done ? "" : done.error().message));
    const auto arrived = here->arrived();
    BOOST_REQUIRE_EQUAL(arrived.size(), 1u);
    const ReadMail mail = read_mail(arrived.front());
    BOOST_TEST(mail.header("subject") == sent.subject);
    BOOST_TEST(mail.header("to") == "Zofia Żółć <zofia@example.org>");
    BOOST_TEST(mail.header("from") == "\"Gatehouse\" <automated-notifications@gatehouse.invalid>");
    BOOST_TEST(mail.header("message-id") == "<3nQ-x_1@gatehouse.invalid>");
    BOOST_TEST(mail.header("content-language") == "pl");
    BOOST_TEST(mail.text == sent.text);
    BOOST_TEST(mail.html == sent.html);
}

BOOST_DATA_TEST_CASE(a_mail_without_html_is_one_text, boost::unit_test::data::make(places), name) {
    const auto here = place(name);
    Mail sent = a_mail();
    sent.html.clear();
    BOOST_REQUIRE(here->sender().send(sent));
    const ReadMail mail = read_mail(here->arrived().at(0));
    BOOST_TEST(mail.header("content-type").starts_with("text/plain"));
    BOOST_TEST(mail.text == sent.text);
}

BOOST_DATA_TEST_CASE(nothing_from_outside_becomes_a_header, boost::unit_test::data::make(places), name) {
    const auto here = place(name);
    const std::string injected = "x\r\nBcc: thief@example.org";
    for (std::string Mail::* field :
         {&Mail::to, &Mail::to_name, &Mail::from, &Mail::from_name, &Mail::subject, &Mail::language, &Mail::id}) {
        for (const std::string& value : {injected, std::string("x\nBcc: y"), std::string("x\0y", 3), std::string("\xff")}) {
            Mail mail = a_mail();
            mail.*field = value;
            const auto done = here->sender().send(mail);
            BOOST_REQUIRE(!done);
            BOOST_CHECK(done.error().code == ErrorCode::bad_input);
        }
    }
    BOOST_TEST(here->arrived().empty());
}

BOOST_DATA_TEST_CASE(what_is_no_plain_address_is_never_tried_again, boost::unit_test::data::make(places), name) {
    const auto here = place(name);
    for (const auto* to : {"", "nobody", "@example.org", "a@", "a b@example.org", "<a@example.org>", "a@b,c@d", "a@b@c", "ä@example.org"}) {
        Mail mail = a_mail();
        mail.to = to;
        const auto done = here->sender().send(mail);
        BOOST_REQUIRE_MESSAGE(!done, to);
        BOOST_CHECK(done.error().code == ErrorCode::bad_input);
        BOOST_TEST(done.error().field == "to");
    }
}

BOOST_DATA_TEST_CASE(the_same_mail_again_is_delivered_once, boost::unit_test::data::make(places_that_can_tell), name) {
    const auto here = place(name);
    BOOST_REQUIRE(here->sender().send(a_mail()));
    BOOST_REQUIRE(here->sender().send(a_mail()));
    Mail other = a_mail();
    other.id = "another";
    BOOST_REQUIRE(here->sender().send(other));
    BOOST_TEST(here->arrived().size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(mail_connectors)

BOOST_AUTO_TEST_CASE(encoded_words_stay_below_76_bytes_and_cut_no_letter) {
    const std::string text = "ąćęłńóśźż ąćęłńóśźż ąćęłńóśźż ąćęłńóśźż ąćęłńóśźż ąćęłńóśźż";
    const std::string header = mail::encoded_header(text);
    std::size_t start = 0;
    while (start < header.size()) {
        auto end = header.find("\r\n ", start);
        if (end == std::string::npos) end = header.size();
        BOOST_TEST(end - start <= 75u);
        start = end + 3;
    }
    BOOST_TEST(mail::encoded_header("Plain words") == "Plain words");
    BOOST_TEST(mail::encoded_header("=?UTF-8?B?eA==?=").find("eA==") == std::string::npos);  // looks encoded: is encoded once more
}

BOOST_AUTO_TEST_CASE(quoted_printable_lines_stay_below_77_bytes) {
    for (const auto& text :
         {std::string(500, 'a'), std::string(500, '='), std::string(100, ' '), std::string("é") + std::string(200, '\t')}) {
        const std::string encoded = mail::quoted_printable(text);
        std::size_t start = 0;
        for (std::size_t end; (end = encoded.find("\r\n", start)) != std::string::npos; start = end + 2) {
            BOOST_TEST(end - start <= 76u);
            BOOST_TEST((end == start || (encoded[end - 1] != ' ' && encoded[end - 1] != '\t')));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_date_is_that_of_rfc_5322) {
    BOOST_TEST(mail::date_header(1'795'000'000'999) == "Wed, 18 Nov 2026 11:06:40 +0000");
    BOOST_TEST(mail::date_header(0) == "Thu, 01 Jan 1970 00:00:00 +0000");
}

BOOST_AUTO_TEST_CASE(a_spooled_mail_is_whole_private_and_alone) {
    SpoolPlace here;
    BOOST_REQUIRE(here.sender().send(a_mail()));
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(here.folder.file("mail"))) files.push_back(file.path());
    BOOST_REQUIRE_EQUAL(files.size(), 1u);
    BOOST_TEST(files[0].filename().string() == "1795000000123-3nQ-x_1.eml");
    const auto mode = std::filesystem::status(files[0]).permissions();
    BOOST_CHECK(mode == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

BOOST_AUTO_TEST_CASE(a_spool_that_is_gone_is_an_outage) {
    SpoolPlace here;
    std::filesystem::remove_all(here.folder.file("mail"));
    const auto done = here.sender().send(a_mail());
    BOOST_REQUIRE(!done);
    BOOST_CHECK(done.error().code == ErrorCode::unavailable);
}

BOOST_AUTO_TEST_CASE(a_mail_server_that_is_away_is_an_outage) {
    std::uint16_t port = 0;
    {
        port = SmtpSink().port();
    }
    const auto smtp = make("mail-smtp", smtp_settings(port));
    const auto done = smtp->send(a_mail());
    BOOST_REQUIRE(!done);
    BOOST_CHECK(done.error().code == ErrorCode::unavailable);
}

BOOST_AUTO_TEST_CASE(a_recipient_refused_for_good_is_not_tried_again_and_one_refused_for_now_is) {
    SmtpPlace here;
    here.sink.answer_recipients_with("550 no such person");
    auto done = here.sender().send(a_mail());
    BOOST_REQUIRE(!done);
    BOOST_CHECK(done.error().code == ErrorCode::bad_input);
    here.sink.answer_recipients_with("451 later");
    done = here.sender().send(a_mail());
    BOOST_REQUIRE(!done);
    BOOST_CHECK(done.error().code == ErrorCode::unavailable);
    here.sink.answer_recipients_with("");
    BOOST_TEST(here.sender().send(a_mail()).has_value());
    BOOST_TEST(here.arrived().size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_password_comes_from_its_file_and_only_then_is_used) {
    SmtpSink sink;
    const TemporaryFolder folder;
    auto settings = smtp_settings(sink.port());
    settings["username"] = "gatehouse";
    settings["password_file"] = folder.file("password");
    const auto plugin = connector::load(GATEHOUSE_BINARY_DIR "/connectors", "mail-smtp");
    BOOST_REQUIRE(plugin);
    const auto without = plugin->make_mail(settings, quiet());
    BOOST_REQUIRE(!without);
    BOOST_TEST(without.error().field == "password_file");
    std::ofstream(folder.file("password")) << "s3cret\n";
    const auto smtp = make("mail-smtp", settings);
    const auto done = smtp->send(a_mail());
    BOOST_REQUIRE_MESSAGE(done, (done ? "" : done.error().message));
    const std::string expected = base64(std::string("\0gatehouse\0s3cret", 17));
    bool authenticated = false;
    for (const auto& command : sink.commands()) authenticated = authenticated || command.ends_with(expected);
    BOOST_TEST(authenticated);
}

BOOST_AUTO_TEST_CASE(without_tls_mail_goes_to_loopback_only_and_with_it_never_in_clear) {
    const auto plugin = connector::load(GATEHOUSE_BINARY_DIR "/connectors", "mail-smtp");
    BOOST_REQUIRE(plugin);
    BOOST_TEST(!plugin->make_mail({{"url", "smtp://mail.example.org:25"}, {"tls", "none"}}, quiet()).has_value());
    BOOST_TEST(!plugin->make_mail({{"url", "http://127.0.0.1:25"}}, quiet()).has_value());
    BOOST_TEST(!plugin->make_mail({{"url", "smtp://127.0.0.1:25"}, {"timeout_seconds", "soon"}}, quiet()).has_value());
    SmtpSink sink;  // offers no STARTTLS
    auto settings = smtp_settings(sink.port());
    settings["tls"] = "required";
    const auto smtp = make("mail-smtp", settings);
    BOOST_TEST(!smtp->send(a_mail()).has_value());
    BOOST_TEST(sink.messages().empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace gatehouse::tests
