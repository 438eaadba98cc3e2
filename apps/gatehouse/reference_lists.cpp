#include "apps/gatehouse/reference_lists.hpp"

#include "apps/gatehouse/read_csv.hpp"

#include <map>

namespace gatehouse::commands {

namespace {

using authz::ReferenceOrganisation;
using List = std::vector<ReferenceOrganisation>;

ReferenceOrganisation organisation(std::string key, std::string_view type, const std::string& country, const std::string& name) {
    ReferenceOrganisation made;
    made.key = std::move(key);
    made.organisation.type = type;
    made.organisation.country = country;
    made.organisation.name = name;
    made.organisation.origin = "reference";
    return made;
}

// One body, many countries: under compliance a number names one body everywhere, under equivalence only within its country.
Result<List> control_bodies(const std::string& file) {
    TRY(const auto rows, read_csv(file, {"code", "body_number", "name", "country", "regime", "source"}));
    std::map<std::string, ReferenceOrganisation> bodies;
    for (const auto& row : rows) {
        const auto& field = row.fields;
        const std::string key = field[4].starts_with("compliance") ? "cb:" + field[1] : "cb:" + field[0];
        auto made = organisation(key, authz::type::control_body, field[3], field[2]);
        auto& body = bodies.try_emplace(key, std::move(made)).first->second;
        if (body.countries.empty()) {
            body.organisation.code = field[4].starts_with("compliance") ? field[1] : field[0];
            body.source = field[5];
        }
        body.countries.emplace_back(field[3], field[0]);
    }
    List list;
    for (auto& [key, body] : bodies) list.push_back(std::move(body));
    return list;
}

Result<List> border_control_posts(const std::string& file) {
    TRY(const auto rows, read_csv(file, {"country", "name", "traces_code", "source"}));
    List list;
    for (const auto& row : rows) {
        const auto& field = row.fields;
        list.push_back(organisation("bcp:" + field[2], authz::type::bcp, field[0], field[1]));
        list.back().organisation.code = field[2];
        list.back().source = field[3];
    }
    return list;
}

Result<List> competent_authorities(const std::string& file) {
    TRY(const auto rows, read_csv(file, {"country", "name", "url", "source"}));
    std::map<std::string, int> of_country;
    List list;
    for (const auto& row : rows) {
        const auto& field = row.fields;
        const int number = ++of_country[field[0]];
        const std::string key = "cca:" + field[0] + (number > 1 ? "-" + std::to_string(number) : "");
        list.push_back(organisation(key, authz::type::cca, field[0], field[1]));
        list.back().organisation.website = field[2];
        list.back().source = field[3];
    }
    return list;
}

std::vector<std::string> words(const std::string& text) {
    std::vector<std::string> found(1);
    for (const char sign : text) {
        if (sign != ' ') {
            found.back() += sign;
        } else if (!found.back().empty()) {
            found.emplace_back();
        }
    }
    if (found.back().empty()) found.pop_back();
    return found;
}

void add_activities(ReferenceOrganisation& made, const std::string& roles) {
    for (const auto& role : words(roles)) made.activities.push_back({"organic", std::string(authz::activity_of_role(role)), role, true});
}

// What the lists lack: the authorities, bodies and operators of the demo, all of them invented.
Result<List> demo_organisations(const std::string& file) {
    TRY(const auto rows,
        read_csv(file, {"key", "type", "country", "name", "code", "eori", "address", "postcode", "city", "email", "roles"}));
    List list;
    for (const auto& row : rows) {
        const auto& field = row.fields;
        auto made = organisation(field[0], field[1], field[2], field[3]);
        auto& own = made.organisation;
        own.origin = "demo";
        own.code = field[4];
        own.eori = field[5];
        own.address = field[6];
        own.postcode = field[7];
        own.city = field[8];
        own.email = field[9];
        made.source = "invented for the demo";
        add_activities(made, field[10]);
        if (own.type == authz::type::control_body) made.countries.emplace_back(own.country, own.code);
        list.push_back(std::move(made));
    }
    return list;
}

using Read = Result<List> (*)(const std::string& file);
struct Source {
    const char* file;
    Read read;
};
constexpr Source sources[] = {{"reference/organic-control-bodies.csv", control_bodies},
                              {"reference/bcps.csv", border_control_posts},
                              {"reference/competent-authorities.csv", competent_authorities},
                              {"demo/organisations.csv", demo_organisations}};

}  // namespace

Result<authz::Loaded> load_reference_lists(const authz::ActionContext& context, const std::string& data) {
    authz::Loaded whole;
    for (const auto& source : sources) {
        TRY(const auto list, source.read(data + "/" + source.file));
        TRY(const auto loaded, authz::load_reference(context, list, source.file));
        whole.added += loaded.added;
        whole.unchanged += loaded.unchanged;
    }
    return whole;
}

}  // namespace gatehouse::commands
