// Mail to an SMTP server through libcurl. One connection is kept and used by one thread at a time.
#include "base/locked.hpp"
#include "connectors/api/read_secret.hpp"
#include "connectors/mail/message.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <cstring>

namespace gatehouse::mail {
namespace {

using namespace connector;

struct Server {
    std::string url;
    enum class Tls { required, none } tls = Tls::required;
    std::string username;
    Secret password;
    std::string ca_file;
    long timeout_seconds = 20;
};

struct FreeHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, FreeHandle>;
using Recipients = std::unique_ptr<curl_slist, FreeList>;

std::size_t give(char* to, std::size_t size, std::size_t count, void* rest) {
    auto& left = *static_cast<std::string_view*>(rest);
    const std::size_t length = std::min(left.size(), size * count);
    std::memcpy(to, left.data(), length);
    left.remove_prefix(length);
    return length;
}

void set_connection(CURL* handle, const Server& server) {
    curl_easy_setopt(handle, CURLOPT_URL, server.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");  // no environment variable sends mail elsewhere
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, server.timeout_seconds);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, server.timeout_seconds);
    curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, server.timeout_seconds);
    curl_easy_setopt(handle, CURLOPT_USE_SSL, server.tls == Server::Tls::required ? CURLUSESSL_ALL : CURLUSESSL_NONE);
    if (!server.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, server.ca_file.c_str());
    if (!server.username.empty()) {
        curl_easy_setopt(handle, CURLOPT_USERNAME, server.username.c_str());
        curl_easy_setopt(handle, CURLOPT_PASSWORD, std::string(server.password.reveal()).c_str());
    }
}

// 550–554 are about this mail and will not change by asking again; a refused login or a busy server is about the server.
Result<void> outcome(CURL* handle, CURLcode code) {
    if (code == CURLE_OK) return {};
    long reply = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &reply);
    const bool final = code != CURLE_LOGIN_DENIED && reply >= 550 && reply <= 554;
    return fail(final ? ErrorCode::bad_input : ErrorCode::unavailable,
                fmt::format("The mail server did not take the mail: {} (reply {}).", curl_easy_strerror(code), reply));
}

class Smtp final : public MailSender {
public:
    explicit Smtp(Server server) : server_(std::move(server)), handle_(Handle(curl_easy_init())) {}

    Result<void> send(const Mail& mail) override {
        TRY_VOID(check(mail));
        const std::string text = message(mail);
        return handle_.with([&](Handle& handle) { return transmit(handle.get(), mail, text); });
    }

private:
    Result<void> transmit(CURL* handle, const Mail& mail, std::string_view text) {
        if (!handle) return fail(ErrorCode::unavailable, "There is no memory for a mail connection.");
        curl_easy_reset(handle);  // keeps the connection
        set_connection(handle, server_);
        const std::string from = fmt::format("<{}>", mail.from);
        const Recipients to(curl_slist_append(nullptr, fmt::format("<{}>", mail.to).c_str()));
        curl_easy_setopt(handle, CURLOPT_MAIL_FROM, from.c_str());
        curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, to.get());
        curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(handle, CURLOPT_READFUNCTION, &give);
        curl_easy_setopt(handle, CURLOPT_READDATA, &text);
        return outcome(handle, curl_easy_perform(handle));
    }

    Server server_;
    Locked<Handle> handle_;
};

bool is_loopback(std::string_view url) {
    return url.starts_with("smtp://127.0.0.1:") || url.starts_with("smtp://[::1]:") || url.starts_with("smtp://localhost:");
}

Result<Server::Tls> tls_of(const Settings& settings) {
    const std::string& tls = settings.at("tls");
    const std::string& url = settings.at("url");
    if (!url.starts_with("smtp://") && !url.starts_with("smtps://"))
        return fail(ErrorCode::bad_input, "mail-smtp: \"url\" must be smtp://HOST:PORT or smtps://HOST:PORT.", "url");
    if (tls == "required") return Server::Tls::required;
    if (tls != "none") return fail(ErrorCode::bad_input, "mail-smtp: \"tls\" must be \"required\" or \"none\".", "tls");
    if (!is_loopback(url))
        return fail(ErrorCode::bad_input, "mail-smtp: \"tls\" may be \"none\" only for a server on loopback; use \"required\".", "tls");
    return Server::Tls::none;
}

Result<long> timeout_of(const Settings& settings) {
    const std::string& text = settings.at("timeout_seconds");
    char* end = nullptr;
    const long seconds = std::strtol(text.c_str(), &end, 10);
    if (*end != '\0' || seconds < 1 || seconds > 120)
        return fail(ErrorCode::bad_input, "mail-smtp: \"timeout_seconds\" must be a number from 1 to 120.", "timeout_seconds");
    return seconds;
}

Result<std::unique_ptr<MailSender>> make(const Settings& settings, Log&) {
    Server server;
    server.url = settings.at("url");
    TRY(server.tls, tls_of(settings));
    TRY(server.timeout_seconds, timeout_of(settings));
    server.username = settings.at("username");
    server.ca_file = settings.at("ca_file");
    if (!server.username.empty()) {
        TRY(server.password, read_secret(settings.at("password_file"), "password_file"));
    }
    curl_global_init(CURL_GLOBAL_DEFAULT);
    return std::make_unique<Smtp>(std::move(server));
}

const Descriptor& descriptor() {
    using enum Setting::Need;
    static const Descriptor self = {
        abi,
        "mail-smtp",
        "1.0",
        "mail",
        "Hands each mail to an SMTP server",
        {{"url", "smtp://HOST:PORT (STARTTLS) or smtps://HOST:PORT", required},
         {"tls", "\"required\", or \"none\" for a server on loopback", optional, "required"},
         {"username", "name to log in with; empty: no login", optional},
         {"password_file", "file that holds the password", optional, "", Setting::Kind::secret},
         {"ca_file", "PEM file of the authority that signed the server's certificate; empty: the system's", optional},
         {"timeout_seconds", "longest wait for one mail", optional, "20"}},
        &make,
        nullptr};
    return self;
}

}  // namespace
}  // namespace gatehouse::mail

extern "C" const gatehouse::connector::Descriptor* gatehouse_connector();
extern "C" const gatehouse::connector::Descriptor* gatehouse_connector() {
    return &gatehouse::mail::descriptor();
}
