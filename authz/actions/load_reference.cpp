#include "authz/actions/load_reference.hpp"

#include "authz/store/organisations.hpp"
#include "authz/store/outbox_items.hpp"
#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"

namespace gatehouse::authz {
namespace {

constexpr std::size_t at_once = 100;

Result<void> check(const ReferenceOrganisation& one) {
    const auto wrong = [&](const char* what) { return fail(ErrorCode::bad_input, one.key + ": " + what, one.key); };
    if (one.key.empty()) return fail(ErrorCode::bad_input, "A reference organisation has no key; give each one.");
    if (one.organisation.name.empty()) return wrong("the name is missing; add it.");
    if (one.organisation.origin != "reference" && one.organisation.origin != "demo") return wrong("origin must be reference or demo.");
    if (one.organisation.type == type::operator_ && one.activities.empty()) return wrong("an operator needs an activity; add one.");
    if (one.organisation.type == type::control_body && one.countries.empty()) return wrong("a control body needs a country; add one.");
    for (const auto& activity : one.activities)
        if (activity_of_role(activity.role).empty())
            return wrong("the activity is unknown; use importer, first_consignee, exporter or producer.");
    return {};
}

bool add_one(const ActionContext& context, sql::Tx& tx, const ReferenceOrganisation& one, Instant now) {
    Organisation made = one.organisation;
    made.id = reference_id(context.environment, one.key);
    if (find_organisation(tx, made.id)) return false;
    made.status = "valid";
    made.filed_by.reset();
    made.created = now;
    made.version = 1;
    insert_organisation(tx, context.environment, made, one.source);
    for (const auto& activity : one.activities) insert_activity(tx, made.id, activity);
    for (const auto& [country, code] : one.countries) insert_country(tx, made.id, country, code);
    publish_organisation(tx, made.id, now);
    return true;
}

void append_leaf(const ActionContext& context, sql::Tx& tx, const std::string& list_name, const Loaded& loaded) {
    audit::Event event;
    event.act = "reference.loaded";
    event.objects = {{"list", list_name}, {"added", std::to_string(loaded.added)}, {"unchanged", std::to_string(loaded.unchanged)}};
    context.audit.append(tx, event);
}

}  // namespace

OrganisationId reference_id(std::string_view environment, std::string_view key) {
    const std::string text = "gatehouse/organisation/v1\n" + std::string(environment) + "\n" + std::string(key);
    return OrganisationId("o" + base64url(crypto::sha256(text)).substr(0, 21));
}

Result<Loaded> load_reference(const ActionContext& context, const std::vector<ReferenceOrganisation>& list, const std::string& list_name) {
    for (const auto& one : list) TRY_VOID(check(one));
    Loaded loaded;
    for (std::size_t begin = 0; begin < list.size(); begin += at_once) {
        const std::size_t end = std::min(begin + at_once, list.size());
        TRY(const int added, context.db.transact([&](sql::Tx& tx) -> Result<int> {
            int count = 0;
            const Instant now = context.clock.now();
            for (std::size_t i = begin; i < end; ++i) count += add_one(context, tx, list[i], now) ? 1 : 0;
            Loaded whole{loaded.added + count, static_cast<int>(end) - loaded.added - count};
            if (end == list.size() && whole.added > 0) append_leaf(context, tx, list_name, whole);
            return count;
        }));
        loaded.added += added;
    }
    loaded.unchanged = static_cast<int>(list.size()) - loaded.added;
    if (context.wake) context.wake();
    return loaded;
}

}  // namespace gatehouse::authz
