// The audit log: each change of state and each denial writes exactly one leaf in its own transaction (invariant 7).
//
// Leaf v1 is canonical JSON (RFC 8785), at most 16 KiB, and final from the first commit:
//   {"v":1,"id":"<22 letters>","origin":"…","environment":"…","at":"2026-11-24T10:46:56.123Z","act":"request.accepted",
//    "actor":C,"on_behalf_of":C?,"subject":C?,"objects":{"request":"…","organisation":"…","grant":"…"},
//    "before":"pending"?,"after":"accepted"?,"outcome":"done"|"denied","rule":"…"?,"policy":"sha256:…"?,"assurance":"…"?,"reason":C?,"facts":{name:C}?}
// where C is a commitment base64url(SHA-256(salt ‖ value)) with a 16-byte salt: every value that is or may be personal data
// (persons as "issuer sub", reasons, names, addresses). The opening (salt, value) stands in audit_opening and can be erased.
// The transaction inserts the leaf's bytes and hash without a tree position; sequence() numbers committed leaves (a lease: one sequencer),
// then the RFC 6962 tree and a signed checkpoint (C2SP tlog-checkpoint, Ed25519) follow. Migration steps 4–6.
#pragma once

#include "base/clock.hpp"
#include "base/crypto/random.hpp"
#include "base/jose/key.hpp"
#include "connectors/sql/db.hpp"
#include "connectors/sql/migrate.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse::audit {

struct PersonKey {
    std::string issuer;
    std::string sub;
};

enum class Outcome { done, denied };

struct Event {
    std::string act;                 // "account.created", "request.submitted", "request.accepted", "decision.denied", …
    std::optional<PersonKey> actor;  // none: the system (actor is then the text "system" uncommitted)
    std::optional<PersonKey> on_behalf_of;
    std::optional<PersonKey> subject;            // whom it is about
    std::map<std::string, std::string> objects;  // ids that are not personal: request, post, organisation, grant, decision, client
    std::string before, after;                   // states
    Outcome outcome = Outcome::done;
    std::string rule, policy, assurance;
    std::string reason;                        // committed
    std::map<std::string, std::string> facts;  // committed
};

struct Origin {
    std::string origin;
    std::string environment;  // "" for the identity provider
};

const std::vector<sql::Step>& steps();

class Audit {
public:
    Audit(Origin origin, const Clock& clock, crypto::Random& random);
    // Returns the leaf id. Inserts leaf, openings and the index rows (person, organisation) for the auditor's page.
    std::string append(sql::Tx& tx, const Event& event) const;

private:
    Origin origin_;
    const Clock& clock_;
    crypto::Random& random_;
};

struct Checkpoint {
    std::int64_t size = 0;
    std::string root;  // 32 raw bytes
    std::string note;  // the signed text
};

// Numbers what is committed, extends the tree, signs a checkpoint when it grew. One caller at a time by lease. Returns the newest.
Result<Checkpoint> sequence(sql::Db& db, const Origin& origin, const jose::Key& signing_key, Instant now);
Result<Checkpoint> latest(sql::Db& db);

struct Entry {                   // one line of the auditor's page
    std::int64_t position = -1;  // −1: not yet numbered
    std::string leaf_id;
    Instant at;
    std::string act, outcome, before, after, rule, policy;
    std::string actor, on_behalf_of, subject;  // opened "issuer sub", or "" where erased
    std::string reason;
    std::map<std::string, std::string> objects, facts;
    std::string leaf;  // the bytes
};

struct Filter {
    std::string person = {};  // sub, exact
    std::string organisation = {};
    std::string act = {};
    std::optional<Instant> from = {}, until = {};
    std::string cursor = {};  // next page, from Page::next
    int limit = 50;           // 1–200
};

struct Page {
    std::vector<Entry> entries;  // newest first
    std::string next;            // empty: the end
};

Result<Page> list(sql::Db& db, const Filter& filter);

struct Verification {
    std::int64_t leaves = 0;
    std::string problem;  // empty: all hashes, positions, the tree and the checkpoint signature hold
};
Result<Verification> verify(sql::Db& db, const jose::Key& key);

}  // namespace gatehouse::audit
