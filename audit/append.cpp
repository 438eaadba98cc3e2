#include "audit/audit.hpp"
#include "audit/leaf.hpp"
#include "audit/tree.hpp"
#include "base/encoding.hpp"

namespace gatehouse::audit {

Audit::Audit(Origin origin, const Clock& clock, crypto::Random& random) : origin_(std::move(origin)), clock_(clock), random_(random) {}

std::string Audit::append(sql::Tx& tx, const Event& event) const {
    const Instant at = clock_.now();
    const Composed leaf = compose(origin_, event, at, random_);
    const auto inserted =
        tx.query("INSERT INTO audit_leaf (id, at, act, bytes, hash) VALUES (:id, :at, :act, :bytes, :hash) RETURNING inserted",
                 {leaf.id, to_millis(at), event.act, leaf.bytes, base64url(leaf_hash(leaf.bytes))})
            .at(0)
            .integer(0);
    tx.execute("INSERT INTO audit_unnumbered (inserted) VALUES (:inserted)", {inserted});
    for (const Opening& opening : leaf.openings)
        tx.execute("INSERT INTO audit_opening (inserted, name, salt, value) VALUES (:inserted, :name, :salt, :value)",
                   {inserted, opening.name, base64url(opening.salt), opening.value});
    for (const std::string& sub : leaf.persons)
        tx.execute("INSERT INTO audit_person (sub, inserted) VALUES (:sub, :inserted)", {sub, inserted});
    if (const auto organisation = event.objects.find("organisation"); organisation != event.objects.end())
        tx.execute("INSERT INTO audit_organisation (organisation, inserted) VALUES (:organisation, :inserted)",
                   {organisation->second, inserted});
    return leaf.id;
}

}  // namespace gatehouse::audit
