#include "authz/actions/set_preferences.hpp"

#include "authz/actions/leaf.hpp"
#include "authz/store/persons.hpp"
#include "base/text/catalogue.hpp"

#include <algorithm>

namespace gatehouse::authz {

namespace {

// clang-format off
constexpr std::string_view zone_names[] = {
    "UTC", "Atlantic/Azores", "Atlantic/Canary", "Europe/Dublin", "Europe/Lisbon", "Europe/London", "Europe/Amsterdam",
    "Europe/Berlin", "Europe/Bratislava", "Europe/Brussels", "Europe/Budapest", "Europe/Copenhagen", "Europe/Ljubljana",
    "Europe/Luxembourg", "Europe/Madrid", "Europe/Malta", "Europe/Oslo", "Europe/Paris", "Europe/Prague", "Europe/Rome",
    "Europe/Stockholm", "Europe/Vaduz", "Europe/Vienna", "Europe/Warsaw", "Europe/Zagreb", "Europe/Zurich", "Asia/Nicosia",
    "Europe/Athens", "Europe/Bucharest", "Europe/Helsinki", "Europe/Riga", "Europe/Sofia", "Europe/Tallinn", "Europe/Vilnius",
    "Europe/Kyiv", "Europe/Istanbul", "Africa/Cairo", "Africa/Casablanca", "Africa/Johannesburg", "Africa/Lagos",
    "Africa/Nairobi", "America/Argentina/Buenos_Aires", "America/Bogota", "America/Chicago", "America/Lima",
    "America/Los_Angeles", "America/Mexico_City", "America/New_York", "America/Sao_Paulo", "Asia/Dubai", "Asia/Kolkata",
    "Asia/Jakarta", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland", "Indian/Reunion", "America/Guadeloupe"};
// clang-format on

}  // namespace

const std::vector<std::string_view>& time_zones() {
    static const std::vector<std::string_view> zones(std::begin(zone_names), std::end(zone_names));
    return zones;
}

Result<void> set_preferences(const ActionContext& context, const Actor& actor, const Preferences& wanted) {
    if (!text::is_language(wanted.language)) return fail(ErrorCode::bad_input, "Choose one of the languages in the list.", "language");
    const auto& zones = time_zones();
    if (std::find(zones.begin(), zones.end(), wanted.time_zone) == zones.end())
        return fail(ErrorCode::bad_input, "Choose one of the time zones in the list.", "time_zone");
    return context.db.transact([&](sql::Tx& tx) -> Result<void> {
        if (update_person_preferences(tx, actor.person, wanted.language, wanted.time_zone) == 0)
            return fail(ErrorCode::not_found, "This person is not known here; sign in first.");
        audit::Event event;
        event.act = "preferences.changed";
        event.actor = event.subject = key_of(actor.person);
        event.assurance = actor.acr;
        event.facts = {{"language", wanted.language}, {"time_zone", wanted.time_zone}};
        context.audit.append(tx, event);
        return {};
    });
}

}  // namespace gatehouse::authz
