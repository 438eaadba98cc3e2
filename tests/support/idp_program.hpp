// The whole identity provider on a free loopback port: in-memory store (or a file), hand-set clock, mails kept in memory.
#pragma once

#include "apps/idp/assemble.hpp"
#include "connectors/fake/fake_mail.hpp"
#include "tests/support/browser.hpp"
#include "tests/support/temporary_folder.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <regex>

namespace gatehouse::tests {

inline std::uint16_t free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket, reinterpret_cast<sockaddr*>(&address), size) != 0) throw std::runtime_error("no free port");
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

class IdpProgram {
public:
    using Adjust = std::function<void(idp::Settings&)>;
    static constexpr std::string_view password = "Correct horse 7!";

    explicit IdpProgram(const Adjust& adjust = {}) : settings_(default_settings()) {
        if (adjust) adjust(settings_);
        open();
    }

    // Stops and starts again on the same store (a file), as after a restart of the machine.
    void restart() {
        program_.reset();
        open();
    }

    const std::string& base() const { return settings_.issuer; }
    idp::Program& program() { return *program_; }
    const idp::Core& core() const { return program_->core(); }
    const idp::Settings& settings() const { return settings_; }
    Browser browser(const std::string& from = "127.0.0.1") const { return Browser(base(), from); }

    // Waits for the worker: at most five seconds.
    connector::Mail mail_to(const std::string& address, std::size_t nth = 1) {
        for (int i = 0; i < 500; ++i) {
            std::vector<connector::Mail> found;
            for (const auto& one : mail->sent()) {
                if (one.to == address) found.push_back(one);
            }
            if (found.size() >= nth) return found[nth - 1];
            ::usleep(10'000);
        }
        throw std::runtime_error("no mail to " + address);
    }
    std::string link_to(const std::string& address, std::size_t nth = 1) {
        const std::string text = mail_to(address, nth).text;
        std::smatch match;
        if (!std::regex_search(text, match, std::regex("/password\\?t=[A-Za-z0-9_-]{43}"))) throw std::runtime_error("no link in: " + text);
        return match[0];
    }

    static Fields registration(const std::string& email, const std::string& username = "elodie.m") {
        return {{"username", username}, {"first_name", "Élodie"}, {"last_name", "Marchand-Kovač"},
                {"email", email},       {"email_again", email},   {"email_language", "en"},
                {"code", "246810"},     {"privacy", "yes"}};
    }
    // Fills the page's hidden fields in as well.
    static Page send_registration(Browser& browser, Fields fields) {
        const Page page = browser.get("/register");
        fields.emplace_back("code_id", page.field("code_id"));
        fields.emplace_back("request", "");
        return browser.post("/register", fields, page);
    }
    static Page set_password(Browser& browser, const std::string& link, const std::string& wanted = std::string(password)) {
        const Page page = browser.get(link);
        return browser.post("/password", {{"t", page.field("t")}, {"password", wanted}, {"password_again", wanted}}, page);
    }
    static Page sign_in(Browser& browser, const std::string& name, const std::string& wanted = std::string(password)) {
        const Page page = browser.get("/login");
        return browser.post("/login", {{"username", name}, {"password", wanted}, {"request", ""}}, page);
    }
    // A whole registration; the browser is signed in afterwards.
    void make_account(Browser& browser, const std::string& email, const std::string& username = "elodie.m") {
        const Page sent = send_registration(browser, registration(email, username));
        if (sent.status != 303) throw std::runtime_error("registration refused: " + sent.body);
        const Page set = set_password(browser, link_to(email));
        if (set.status != 303) throw std::runtime_error("password refused: " + set.body);
    }

    ManualClock clock{from_seconds(1'795'000'000)};  // November 2026
    std::shared_ptr<connector::FakeMail> mail = std::make_shared<connector::FakeMail>();

private:
    static idp::Settings default_settings() {
        idp::Settings settings;
        const std::uint16_t port = free_port();
        settings.issuer = "http://127.0.0.1:" + std::to_string(port);
        settings.birth = sql::Birth::demo;
        settings.demo = idp::Demo::on;
        settings.database = "sqlite::memory:";
        settings.seal_key = Secret(std::string(32, 'k'));
        settings.plugins = std::string(GATEHOUSE_BINARY_DIR) + "/connectors";
        settings.web = std::string(GATEHOUSE_SOURCE_DIR) + "/web";
        settings.catalogues = std::string(GATEHOUSE_BINARY_DIR) + "/catalogues";
        settings.continue_url = "https://localhost:9443/";
        http::Listener listener;
        listener.port = port;
        settings.listeners = {listener};
        settings.password_cost = {8192 * 4, 1};  // the least that libsodium allows for; tests are many
        return settings;
    }
    // Compiling all templates takes half a second without optimisation: once for all tests of a binary.
    static std::shared_ptr<const idp::Texts> texts() {
        static const auto shared = std::make_shared<const idp::Texts>(std::string(GATEHOUSE_BINARY_DIR) + "/catalogues",
                                                                      std::string(GATEHOUSE_SOURCE_DIR) + "/web");
        return shared;
    }
    void open() {
        auto made = idp::assemble(settings_, {clock, random_, log_}, {mail, nullptr, texts()});
        if (!made) throw std::runtime_error("assemble: " + made.error().message + " " + made.error().detail);
        program_ = std::move(*made);
        if (auto started = program_->start(); !started) throw std::runtime_error("start: " + started.error().message);
    }

    idp::Settings settings_;
    crypto::SystemRandom random_;
    Log log_{"test-idp", LogLevel::error};
    std::unique_ptr<idp::Program> program_;
};

}  // namespace gatehouse::tests
