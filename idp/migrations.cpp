#include "idp/migrations.hpp"

#include "audit/audit.hpp"
#include "connectors/outbox/outbox.hpp"
#include "connectors/sql/store_birth.hpp"

namespace gatehouse::idp {

std::vector<sql::Step> all_steps() {
    std::vector<sql::Step> steps;
    for (const auto* part : {&sql::store_birth_steps(), &outbox::steps(), &audit::steps(), &migrations()}) {
        steps.insert(steps.end(), part->begin(), part->end());
    }
    return steps;
}

}  // namespace gatehouse::idp
