// The words of one environment: persons, organisations, posts, requests, decisions, grants. Wire words are the words
// of the schema (authz/migrations/0010_registry.sql); names of enums are the words stored.
//
//   organisation   to_be_validated → valid ⇄ suspended → closed | merged;  to_be_validated → refused
//   request_post   submitted → waiting_for_organisation → pending ⇄ returned → accepted | rejected | withdrawn | expired
//   grant          active ⇄ suspended → ended
#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "policies/engine/policy.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::authz {

// "issuer sub", the key of a person everywhere in this store (invariant 14).
using PersonId = Id<struct PersonTag>;
using OrganisationId = Id<struct OrganisationTag>;
using PostId = Id<struct PostTag>;
using RequestId = Id<struct RequestTag>;
using RequestPostId = Id<struct RequestPostTag>;
using DecisionId = Id<struct DecisionTag>;
using GrantId = Id<struct GrantTag>;

PersonId person_id(std::string_view issuer, std::string_view sub);
std::string issuer_of(const PersonId& person);
std::string sub_of(const PersonId& person);

using policy::Kind;

// A name as it was when something was made for it (invariant 15).
struct Name {
    std::string given, family;
    bool operator==(const Name&) const = default;
    std::string full() const { return family.empty() ? given : given.empty() ? family : given + " " + family; }
};

struct Person {
    PersonId id;
    Name name;
    std::string email;
    std::string locale;     // of the account, as last seen
    std::string language;   // chosen here; empty: none
    std::string time_zone;  // IANA, "Europe/Brussels" until chosen
    Instant first_seen, last_seen;
    std::string shown_language() const { return language.empty() ? locale : language; }
};

// Organisation types, roles and states are stored words.
namespace type {
inline constexpr std::string_view operator_ = "operator", control_body = "control_body", bcp = "bcp", cca = "cca",
                                  commission = "commission";
}
namespace role {
inline constexpr std::string_view importer = "importer", first_consignee = "first_consignee", exporter = "exporter", producer = "producer",
                                  control_body = "control_body", EAOC = "EAOC", OPL = "OPL", commission = "commission", auditor = "auditor",
                                  administrator = "administrator";
}
inline constexpr std::string_view all_countries = "*";  // the scope of a post

Kind kind_of_type(std::string_view organisation_type);                           // bcp, cca → authority
bool role_fits_type(std::string_view role, std::string_view organisation_type);  // administrator fits every type
// English label of a role, a msgid of context "roles": "Organic importer", "OPL – Organic Production and Labelling (formerly CAOPL)", …
std::string_view role_label(std::string_view role);
std::string_view activity_of_role(std::string_view role);         // importer → "organic_importer"; "" where it is no activity
std::string_view type_label(std::string_view organisation_type);  // "Operator", "Border control post (BCP)", …

struct Activity {
    std::string section;   // "organic"
    std::string activity;  // "organic_importer" …
    std::string role;
    bool valid = false;
};

struct Organisation {
    OrganisationId id;
    std::string type, country, name, code;
    std::string eori, vat, other_identifier;
    std::string region, address, postcode, city;
    std::string phone, fax, email, website;
    std::string status;  // to_be_validated | valid | suspended | closed | merged | refused
    std::optional<OrganisationId> responsible;
    std::string origin;                // reference | demo | person
    std::optional<PersonId> filed_by;  // who created it; none for reference and demo data
    Instant created;
    std::int64_t version = 1;
};

struct Post {
    PostId id;
    std::string role;
    OrganisationId organisation;
    std::string scope;  // a country ("DE") or "*"
    Kind kind = Kind::operator_;
};

// Opaque and stable: the same role, organisation and scope of an environment always have the same id; another
// environment's differs (invariant 5).
PostId post_id(std::string_view environment, std::string_view role, const OrganisationId& organisation, std::string_view scope);

struct Grant {
    GrantId id;
    PersonId person;
    Post post;
    std::string state;  // active | suspended | ended
    Instant from;
    std::optional<Instant> until;
    DecisionId decision;
    Name made_for;
};

struct Decision {
    DecisionId id;
    std::string verb;     // post | organisation | administrator
    std::string verdict;  // accepted | rejected
    std::optional<RequestPostId> request_post;
    OrganisationId organisation;
    std::optional<PostId> post;
    PersonId beneficiary, filed_by, decided_by, on_behalf_of;
    std::string rule, policy_hash, policy_version;
    std::string reason_code, reason;
    std::string acr;
    Instant auth_time, at;
};

// Who acts, and how strongly they had signed in.
struct Actor {
    PersonId person;
    std::string acr;
    Instant auth_time;
};

}  // namespace gatehouse::authz
