#include "apps/gatehouse/reference_lists.hpp"

#include "apps/gatehouse/csv.hpp"
#include "base/text/unicode.hpp"

#include <algorithm>
#include <map>

namespace gatehouse::commands {

namespace {

std::string letters(std::string_view name) {
    std::string key = text::search_key(name);
    std::erase(key, ' ');
    return key;
}

Result<std::string> country(const Csv& csv, std::size_t row) {
    TRY(auto code, csv.needed(row, "country"));
    const bool two = code.size() == 2 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (two) return code;
    return fail(ErrorCode::bad_input, csv.where(row) + ": country is \"" + code + "\"; write two capital letters (ISO 3166-1).", "country");
}

Result<authz::ReferenceOrganisation> organisation(const Csv& csv, std::size_t row, std::string_view type) {
    authz::ReferenceOrganisation made;
    made.organisation.type = type;
    made.organisation.origin = "reference";
    TRY(made.organisation.name, csv.needed(row, "name"));
    TRY(made.source, csv.needed(row, "source"));
    return made;
}

class Bodies {
public:
    Result<void> add(const Csv& csv, std::size_t row, const std::string& key, const std::string& number) {
        TRY(auto fresh, organisation(csv, row, authz::type::control_body));
        TRY(const auto code, csv.needed(row, "code"));
        TRY(const auto where, country(csv, row));
        const auto [place, is_new] = places_.emplace(key, list_.size());
        if (is_new) {
            fresh.key = "cb:" + key;
            fresh.organisation.code = number;
            by_name_.emplace(letters(fresh.organisation.name), key);
            list_.push_back(std::move(fresh));
        }
        auto& countries = list_[place->second].countries;
        if (std::ranges::find(countries, where, &std::pair<std::string, std::string>::first) == countries.end())
            countries.emplace_back(where, code);
        return {};
    }
    std::string key_of_name(const std::string& name) const {
        const auto known = by_name_.find(letters(name));
        return known == by_name_.end() ? letters(name) : known->second;
    }
    Organisations list() && { return std::move(list_); }

private:
    Organisations list_;
    std::map<std::string, std::size_t> places_;
    std::map<std::string, std::string> by_name_;
};

}  // namespace

Result<Organisations> control_bodies(const std::string& path) {
    TRY(const auto csv, Csv::read(path, {"code", "body_number", "name", "country", "regime", "source"}));
    Bodies bodies;
    const auto complies = [&](std::size_t row) { return csv.cell(row, "regime").starts_with("compliance"); };
    for (std::size_t row = 0; row < csv.size(); ++row) {
        if (!complies(row)) continue;
        TRY(const auto number, csv.needed(row, "body_number"));
        TRY_VOID(bodies.add(csv, row, number, number));
    }
    for (std::size_t row = 0; row < csv.size(); ++row)
        if (!complies(row)) TRY_VOID(bodies.add(csv, row, bodies.key_of_name(csv.cell(row, "name")), csv.cell(row, "code")));
    return std::move(bodies).list();
}

Result<Organisations> border_control_posts(const std::string& path) {
    TRY(const auto csv, Csv::read(path, {"country", "name", "traces_code", "source"}));
    Organisations list;
    for (std::size_t row = 0; row < csv.size(); ++row) {
        TRY(auto made, organisation(csv, row, authz::type::bcp));
        TRY(made.organisation.country, country(csv, row));
        TRY(made.organisation.code, csv.needed(row, "traces_code"));
        made.key = "bcp:" + made.organisation.code;
        list.push_back(std::move(made));
    }
    return list;
}

Result<Organisations> competent_authorities(const std::string& path) {
    TRY(const auto csv, Csv::read(path, {"country", "name", "url", "source"}));
    Organisations list;
    for (std::size_t row = 0; row < csv.size(); ++row) {
        TRY(auto made, organisation(csv, row, authz::type::cca));
        TRY(made.organisation.country, country(csv, row));
        made.organisation.website = csv.cell(row, "url");
        made.key = "cca:" + made.organisation.country + ":" + letters(made.organisation.name);
        list.push_back(std::move(made));
    }
    return list;
}

namespace {

std::vector<std::string> words(const std::string& text) {
    std::vector<std::string> list(1);
    for (const char letter : text) {
        if (letter == ' ')
            list.emplace_back();
        else
            list.back() += letter;
    }
    std::erase(list, "");
    return list;
}

void add_activities(authz::ReferenceOrganisation& made, const std::string& roles) {
    for (const auto& role : words(roles)) made.activities.push_back({"organic", std::string(authz::activity_of_role(role)), role, true});
}

// "AT=AT-BIO-901 DE=DE-BIO-901"
Result<void> add_countries(authz::ReferenceOrganisation& made, const std::string& countries, const std::string& where) {
    for (const auto& word : words(countries)) {
        if (word.size() < 4 || word[2] != '=')
            return fail(ErrorCode::bad_input, where + ": countries has \"" + word + "\"; write COUNTRY=CODE, like AT=AT-BIO-901.",
                        "countries");
        made.countries.emplace_back(word.substr(0, 2), word.substr(3));
    }
    return {};
}

void copy_plain(const Csv& csv, std::size_t row, authz::Organisation& made) {
    made.code = csv.cell(row, "code");
    made.eori = csv.cell(row, "eori");
    made.vat = csv.cell(row, "vat");
    made.region = csv.cell(row, "region");
    made.address = csv.cell(row, "address");
    made.postcode = csv.cell(row, "postcode");
    made.city = csv.cell(row, "city");
    made.phone = csv.cell(row, "phone");
    made.email = csv.cell(row, "email");
    made.website = csv.cell(row, "website");
}

Result<authz::ReferenceOrganisation> demo_organisation(const Csv& csv, std::size_t row) {
    TRY(const auto type, csv.needed(row, "type"));
    if (type != "operator" && type != "control_body" && type != "bcp" && type != "cca")
        return fail(ErrorCode::bad_input, csv.where(row) + ": type is \"" + type + "\"; write operator, control_body, bcp or cca.", "type");
    TRY(auto made, organisation(csv, row, type));
    TRY(made.key, csv.needed(row, "key"));
    TRY(made.organisation.country, country(csv, row));
    if (!letters(made.organisation.name).contains("demo")) made.organisation.name += " (demo)";
    made.organisation.origin = "demo";
    copy_plain(csv, row, made.organisation);
    add_activities(made, csv.cell(row, "roles"));
    TRY_VOID(add_countries(made, csv.cell(row, "countries"), csv.where(row)));
    return made;
}

}  // namespace

Result<Organisations> demo_organisations(const std::string& path) {
    TRY(const auto csv, Csv::read(path, {"key", "type", "country", "name", "code", "roles", "countries", "source"}));
    Organisations list;
    for (std::size_t row = 0; row < csv.size(); ++row) {
        TRY(list.emplace_back(), demo_organisation(csv, row));
    }
    return list;
}

}  // namespace gatehouse::commands
