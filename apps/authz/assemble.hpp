// The whole authorisation server of one environment from its arguments; main.cpp and the tests call it.
#pragma once

#include "authz/deps.hpp"
#include "authz/publish/reconcile.hpp"
#include "authz/settings.hpp"
#include "base/http/client.hpp"
#include "base/surroundings.hpp"
#include "connectors/api/connector.hpp"

#include <cstdint>
#include <memory>

namespace gatehouse::authz {

// What a test hands in instead of plugins and the network; empty: the real ones.
struct Seams {
    std::shared_ptr<connector::MailSender> mail;
    std::shared_ptr<connector::Directory> directory;
    std::shared_ptr<http::Client> client;
};

class Program {
public:
    ~Program();  // stops
    Result<void> start();
    void stop();
    std::uint16_t port() const;

    const Deps& deps() const;        // for tests and seeds in the same process
    int deliver();                   // passes of the outbox in the caller's thread until nothing is due; how many were delivered
    std::int64_t waiting();          // outbox items not yet delivered
    Result<void> number_leaves();    // one round of the audit sequencer
    Result<Reconciled> reconcile();  // one reconciliation of the directory
    Result<void> forget_sessions();  // one round of cleanup

    struct Impl;
    explicit Program(std::unique_ptr<Impl> impl);

private:
    std::unique_ptr<Impl> impl_;
};

enum class Demo { off, on };

// Invariant 16: demo features need a store born demo, --demo and loopback; a real start with any of them configured is refused.
// Errors: bad_input with one sentence.
Result<void> check_demo(const Settings& settings, Demo demo);

// Errors: bad_input, conflict, unavailable with one sentence for the operator. Nothing listens yet.
Result<std::unique_ptr<Program>> assemble(Settings settings, Surroundings around, Seams seams = {});

}  // namespace gatehouse::authz
