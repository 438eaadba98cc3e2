#include "authz/store/persons.hpp"

#include <stdexcept>

namespace gatehouse::authz {

std::optional<Person> find_person(sql::ReadTx& tx, const PersonId& id) {
    const auto row = tx.query_one(
        "SELECT given_name, family_name, email, locale, language, time_zone, first_seen, last_seen FROM person WHERE person = :person",
        {id.str()});
    if (!row) return std::nullopt;
    return Person{id,
                  {row->text(0), row->text(1)},
                  row->text(2),
                  row->text(3),
                  row->text(4),
                  row->text(5),
                  from_millis(row->integer(6)),
                  from_millis(row->integer(7))};
}

void insert_person(sql::Tx& tx, const Person& person) {
    tx.execute(
        "INSERT INTO person (person, issuer, sub, given_name, family_name, email, locale, first_seen, last_seen) "
        "VALUES (:person, :issuer, :sub, :given, :family, :email, :locale, :first, :last)",
        {person.id.str(), issuer_of(person.id), sub_of(person.id), person.name.given, person.name.family, person.email, person.locale,
         to_millis(person.first_seen), to_millis(person.last_seen)});
}

void update_person_seen(sql::Tx& tx, const Person& person) {
    tx.execute(
        "UPDATE person SET given_name = :given, family_name = :family, email = :email, locale = :locale, last_seen = :last "
        "WHERE person = :person",
        {person.name.given, person.name.family, person.email, person.locale, to_millis(person.last_seen), person.id.str()});
}

std::int64_t update_person_preferences(sql::Tx& tx, const PersonId& id, std::string_view language, std::string_view time_zone) {
    return tx.execute("UPDATE person SET language = :language, time_zone = :zone WHERE person = :person",
                      {std::string(language), std::string(time_zone), id.str()});
}

std::int64_t count_same_name(sql::ReadTx& tx, const PersonId& id, const Name& name) {
    return tx
        .query("SELECT COUNT(*) FROM person WHERE given_name = :given AND family_name = :family AND person <> :person",
               {name.given, name.family, id.str()})
        .front()
        .integer(0);
}

std::optional<Kind> find_kind(sql::ReadTx& tx, const PersonId& id) {
    const auto row = tx.query_one("SELECT kind FROM person_kind WHERE person = :person", {id.str()});
    if (!row) return std::nullopt;
    const auto kind = policy::kind(row->text(0));
    if (!kind) throw std::logic_error("person_kind holds an unknown kind");
    return *kind;
}

Kind take_kind(sql::Tx& tx, std::string_view environment, const PersonId& id, Kind kind) {
    tx.execute("INSERT INTO person_kind (person, kind, environment) VALUES (:person, :kind, :environment) ON CONFLICT DO NOTHING",
               {id.str(), std::string(policy::name(kind)), std::string(environment)});
    return find_kind(tx, id).value();
}

void free_kind(sql::Tx& tx, const PersonId& id) {
    tx.execute(
        "DELETE FROM person_kind WHERE person = :person "
        "AND NOT EXISTS (SELECT 1 FROM request_post r WHERE r.person = person_kind.person AND r.holding_kind IS NOT NULL) "
        "AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.person = person_kind.person AND g.holding_kind IS NOT NULL)",
        {id.str()});
}

}  // namespace gatehouse::authz
