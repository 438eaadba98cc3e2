// A small environment on a store of any engine: two Commission administrators, a German authority with an officer, operators, a
// control body, a BCP. Every state is reached by the use cases themselves.
#pragma once

#include "authz/actions/bootstrap_commission.hpp"
#include "authz/actions/create_operator.hpp"
#include "authz/actions/decide_request.hpp"
#include "authz/actions/load_reference.hpp"
#include "authz/actions/submit_request.hpp"
#include "base/log.hpp"
#include "tests/support/temporary_folder.hpp"

#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace gatehouse::tests {

// "memory", "file", "postgresql" (only where its binaries are present).
std::vector<std::string> engines();

class Registry {
public:
    explicit Registry(const std::string& engine, const std::string& environment = "production");

    authz::Actor actor(const std::string& sub);  // remembered as "Given Family" of the sub
    authz::Actor rename(const std::string& sub, const std::string& given, const std::string& family);
    authz::OrganisationId organisation(const std::string& key) const;  // of load_reference
    Result<authz::Submitted> ask(const authz::Actor& who, const std::string& key, const std::string& role, const std::string& scope = "");
    Result<authz::Decided> decide(const authz::Actor& who, const authz::RequestPostId& what, authz::Verdict verdict,
                                  authz::MakeAdministrator administrator = authz::MakeAdministrator::no);
    // Asked for and accepted by `decider`; returns the request's post.
    authz::RequestPostId hold(const authz::Actor& who, const std::string& key, const std::string& role, const authz::Actor& decider,
                              authz::MakeAdministrator administrator = authz::MakeAdministrator::no, const std::string& scope = "");

    // The Commission's two and Germany's officer, made once on first use.
    authz::Actor commission();
    authz::Actor other_commission();
    authz::Actor german_officer();

    std::int64_t count(std::string_view sql);
    std::string text(std::string_view sql);
    // Raw SQL; the error's message where the schema refuses it.
    Result<std::int64_t> raw(const std::string& sql);
    std::int64_t leaves(const std::string& act);

    TemporaryFolder folder;
    std::string url;
    ManualClock clock{from_seconds(1'795'000'000)};
    crypto::SystemRandom random;
    std::unique_ptr<sql::Db> db;
    policy::Policy policy;
    std::unique_ptr<audit::Audit> audit;
    std::unique_ptr<authz::ActionContext> context;
    int wakes = 0;

private:
    void load_organisations();
    std::string environment_;
    bool bootstrapped_ = false;
    int sent_ = 0;
};

}  // namespace gatehouse::tests
