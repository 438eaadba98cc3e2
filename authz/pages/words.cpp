#include "authz/pages/words.hpp"

#include <algorithm>
#include <array>

namespace gatehouse::authz {

std::string country_name(const Deps& deps, const html::Page& page, std::string_view country) {
    return country.empty() ? "" : deps.templates.catalogue().country(page.language, country);
}

std::string scope_name(const Deps& deps, const html::Page& page, std::string_view scope) {
    return scope == all_countries ? say(deps, page, "All countries") : country_name(deps, page, scope);
}

std::string role_name(const Deps& deps, const html::Page& page, std::string_view role) {
    return say(deps, page, role_label(role));
}

namespace {

bool among(const WhoDecides& who, policy::By by) {
    return std::find(who.by.begin(), who.by.end(), by) != who.by.end();
}

std::string_view sentence_of(const WhoDecides& who) {
    const bool administrator = among(who, policy::By::administrator);
    if (among(who, policy::By::national_authority))
        return administrator ? "The national authority of {country} or an administrator of {organisation} decides."
                             : "The national authority of {country} decides.";
    if (among(who, policy::By::commission)) {
        if (who.stands_in && !who.country.empty())
            return administrator
                       ? "The Commission or an administrator of {organisation} decides, because {country} has no registered authority."
                       : "The Commission decides, because {country} has no registered authority.";
        return administrator ? "The Commission or an administrator of {organisation} decides." : "The Commission decides.";
    }
    return administrator ? "An administrator of {organisation} decides."
                         : "Nobody can decide this yet. Your request is kept until somebody can; write to {helpdesk} if you cannot wait.";
}

struct StateRow {
    std::string_view state, tone, label;
};

constexpr std::array<StateRow, 15> states{{{"submitted", "wait", "Requested"},
                                           {"waiting_for_organisation", "wait", "Requested, with a new operator"},
                                           {"pending", "wait", "Requested"},
                                           {"returned", "wait", "Returned to you"},
                                           {"accepted", "good", "Accepted"},
                                           {"rejected", "bad", "Rejected"},
                                           {"withdrawn", "", "Withdrawn"},
                                           {"expired", "", "Expired"},
                                           {"to_be_validated", "wait", "To be validated"},
                                           {"valid", "good", "Valid"},
                                           {"refused", "bad", "Refused"},
                                           {"closed", "", "Closed"},
                                           {"active", "good", "Active"},
                                           {"suspended", "bad", "Suspended"},
                                           {"ended", "bad", "Ended"}}};

}  // namespace

std::string who_sentence(const Deps& deps, const html::Page& page, const WhoDecides& who) {
    return say(deps, page, sentence_of(who),
               {{"country", country_name(deps, page, who.country)},
                {"organisation", who.organisation_name},
                {"helpdesk", deps.settings.helpdesk}});
}

Chip state_chip(const Deps& deps, const html::Page& page, std::string_view state) {
    for (const auto& row : states)
        if (row.state == state) return {row.tone, say(deps, page, row.label)};
    return {"", std::string(state)};
}

void fill_chip(html::Values& row, const Chip& chip) {
    row.set("CHIP_TONE", chip.tone).set("CHIP", chip.label);
}

std::string on_date(const html::Page& page, const Visitor& visitor, Instant at) {
    return text::format_date(page.language, to_millis(at), visitor.person.time_zone);
}

std::string at_time(const html::Page& page, const Visitor& visitor, Instant at) {
    return text::format_date_time(page.language, to_millis(at), visitor.person.time_zone);
}

std::string how_long_ago(const Deps& deps, const html::Page& page, Instant at) {
    const auto days = std::chrono::floor<std::chrono::days>(deps.around.clock.now() - at).count();
    if (days <= 0) return say(deps, page, "Today");
    if (days == 1) return say(deps, page, "Yesterday");
    return deps.templates.catalogue().plural(page.language, page.template_name, "{n} day ago", "{n} days ago", days);
}

std::string address_line(const Organisation& organisation) {
    const std::string place = organisation.postcode.empty() ? organisation.city : organisation.postcode + " " + organisation.city;
    if (organisation.address.empty()) return place;
    return place.empty() ? organisation.address : organisation.address + ", " + place;
}

std::string identifier_of(const Organisation& organisation) {
    for (const std::string* one : {&organisation.code, &organisation.eori, &organisation.vat, &organisation.other_identifier})
        if (!one->empty()) return *one;
    return "";
}

}  // namespace gatehouse::authz
