// The whole identity provider from its arguments; main.cpp and the tests call it.
#pragma once

#include "base/http/client.hpp"
#include "base/surroundings.hpp"
#include "connectors/api/connector.hpp"
#include "idp/deps.hpp"
#include "idp/settings.hpp"

#include <cstdint>
#include <memory>

namespace gatehouse::idp {

// Catalogues and compiled templates: read once, used by every page and mail.
struct Texts {
    text::Catalogue catalogue;
    html::Templates templates;
    Texts(const std::string& catalogues, const std::string& web) : catalogue(catalogues), templates(web + "/templates", catalogue) {}
};

// What a test hands in instead of the plugin, the network and the files; empty: the real ones.
struct Seams {
    std::shared_ptr<connector::MailSender> mail;
    std::shared_ptr<http::Client> client;
    std::shared_ptr<const Texts> texts;
};

class Program {
public:
    ~Program();  // stops
    Result<void> start();
    void stop();
    std::uint16_t port() const;

    const Core& core() const;       // for tests and seeds in the same process
    int deliver_mail();             // one pass of the outbox in the caller's thread
    Result<void> run_background();  // one round of cleanup and leaf numbering

    struct Impl;
    explicit Program(std::unique_ptr<Impl> impl);

private:
    std::unique_ptr<Impl> impl_;
};

// Errors: bad_input, conflict, unavailable with one sentence for the operator. Nothing listens yet.
Result<std::unique_ptr<Program>> assemble(Settings settings, Surroundings around, Seams seams = {});

}  // namespace gatehouse::idp
