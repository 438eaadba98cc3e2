#pragma once

#include "authz/model.hpp"
#include "connectors/sql/db.hpp"

namespace gatehouse::authz {

std::optional<Person> find_person(sql::ReadTx& tx, const PersonId& id);
void insert_person(sql::Tx& tx, const Person& person);
void update_person_seen(sql::Tx& tx, const Person& person);  // names, e-mail, locale, last_seen
std::int64_t update_person_preferences(sql::Tx& tx, const PersonId& id, std::string_view language, std::string_view time_zone);
// Other persons whose present name is the same.
std::int64_t count_same_name(sql::ReadTx& tx, const PersonId& id, const Name& name);

// The person's kind (invariant 1).
std::optional<Kind> find_kind(sql::ReadTx& tx, const PersonId& id);
// Sets it where it is free; the kind that stands afterwards.
Kind take_kind(sql::Tx& tx, std::string_view environment, const PersonId& id, Kind kind);
// Free again where no open request and no grant remains.
void free_kind(sql::Tx& tx, const PersonId& id);

}  // namespace gatehouse::authz
