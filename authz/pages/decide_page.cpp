#include "authz/pages/decide_page.hpp"

#include "authz/actions/decide_request.hpp"
#include "authz/pages/words.hpp"
#include "base/text/unicode.hpp"

namespace gatehouse::authz {

void fill_person_and_post(const Deps& deps, const html::Page& page, html::Values& values, const InboxRow& row) {
    values.set("ID", row.id.str())
        .set("NAME", row.made_for.full())
        .set("INITIALS", text::initials(row.made_for.given, row.made_for.family))
        .set("EMAIL", row.email)
        .set("KIND", say(deps, page, type_label(row.organisation.type)))
        .set("ORGANISATION", row.organisation.name)
        .set("ROLE", role_name(deps, page, row.post.role))
        .set("SCOPE", scope_name(deps, page, row.post.scope));
}

html::Options reason_options(const Deps& deps, const html::Page& page) {
    html::Options options;
    for (const auto& [code, label] : reason_codes()) options.emplace_back(std::string(code), say(deps, page, label));
    return options;
}

}  // namespace gatehouse::authz
