// The whole authorisation server on a free loopback port, beside a registry on the same store: an issuer, a mailbox and a
// directory in memory, a hand-set clock.
#pragma once

#include "apps/authz/assemble.hpp"
#include "connectors/fake/fake_directory.hpp"
#include "connectors/fake/fake_mail.hpp"
#include "tests/authz/registry.hpp"
#include "tests/support/browser.hpp"
#include "tests/support/fake_issuer.hpp"

#include <functional>

namespace gatehouse::tests {

class AuthzProgram {
public:
    explicit AuthzProgram(const std::string& environment = "production");
    ~AuthzProgram();

    Browser browser() const { return Browser(base_); }
    const std::string& base() const { return base_; }
    const authz::Settings& settings() const { return settings_; }
    authz::Program& program() { return *program_; }

    // Through /sign-in, the issuer and /callback; the answer of /callback.
    Page sign_in(Browser& browser, const std::string& sub, const std::string& return_to = "");
    // Until it is true, at most five seconds: workers deliver by themselves.
    static bool within_seconds(const std::function<bool()>& is_true);
    std::vector<connector::Mail> mails_to(const std::string& address) const;
    std::string grant_of(const authz::RequestPostId& asked);
    std::string post_of(const authz::RequestPostId& asked);
    // POST /access/v1/evaluation with a service's token.
    Page evaluate(const std::string& sub, const std::string& post);
    Page evaluate_raw(const std::string& body, const httplib::Headers& headers);
    std::string service_token(const std::string& scope = "decision") const;

    Registry registry;
    std::shared_ptr<FakeIssuer> issuer;
    std::shared_ptr<connector::FakeMail> mail = std::make_shared<connector::FakeMail>();
    std::shared_ptr<connector::FakeDirectory> directory = std::make_shared<connector::FakeDirectory>();

private:
    authz::Settings settings_;
    std::string base_;
    Log log_{"test", LogLevel::error};
    std::unique_ptr<authz::Program> program_;
};

}  // namespace gatehouse::tests
