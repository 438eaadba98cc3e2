#include "audit/erase.hpp"

namespace gatehouse::audit {

std::int64_t erase_person(sql::Tx& tx, const PersonKey& person) {
    const std::string value = person.issuer + " " + person.sub;
    std::int64_t erased = tx.execute(
        "DELETE FROM audit_opening WHERE (name = 'reason' OR name LIKE 'fact:%') AND inserted IN (SELECT o.inserted FROM audit_person p "
        "JOIN audit_opening o ON o.inserted = p.inserted WHERE p.sub = :sub AND o.name = 'subject' AND o.value = :value)",
        {person.sub, value});
    erased +=
        tx.execute("DELETE FROM audit_opening WHERE value = :value AND inserted IN (SELECT inserted FROM audit_person WHERE sub = :sub)",
                   {value, person.sub});
    // Another issuer's person may carry the same sub: only rows whose leaf no longer opens to that sub go.
    tx.execute(
        "DELETE FROM audit_person WHERE sub = :sub AND NOT EXISTS (SELECT 1 FROM audit_opening o WHERE o.inserted = audit_person.inserted "
        "AND o.name IN ('actor', 'on_behalf_of', 'subject') AND o.value LIKE :ending)",
        {person.sub, "% " + person.sub});
    return erased;
}

}  // namespace gatehouse::audit
