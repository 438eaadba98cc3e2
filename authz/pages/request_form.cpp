#include "authz/pages/request_form.hpp"

#include "authz/actions/resolve_post.hpp"
#include "authz/actions/who_decides.hpp"
#include "authz/pages/words.hpp"
#include "base/html/form_fields.hpp"

#include <set>

namespace gatehouse::authz {
namespace {

struct Asked {
    Resolved resolved;
    WhoDecides who;
};

Result<std::vector<Asked>> look_up(const Deps& deps, const std::vector<WantedPost>& posts) {
    return deps.db.read([&](sql::ReadTx& tx) -> Result<std::vector<Asked>> {
        std::vector<Asked> list;
        for (const auto& wanted : posts) {
            TRY(auto resolved, resolve_post(deps.actions, tx, wanted, Filing::by_person));
            auto who = who_decides(deps.actions, tx, resolved.post, resolved.organisation, deps.around.clock.now());
            list.push_back({std::move(resolved), std::move(who)});
        }
        return list;
    });
}

std::string error_of(const Deps& deps, const html::Page& page, const RequestForm& form, std::string_view field) {
    return form.wrong && form.wrong->field == field ? say(deps, page, form.wrong->message) : "";
}

}  // namespace

RequestForm open_request_form(const Visitor& visitor, std::vector<WantedPost> posts, std::string back) {
    RequestForm form;
    form.posts = std::move(posts);
    form.email = visitor.person.email;
    form.back = std::move(back);
    return form;
}

Result<void> fill_request_form(const Deps& deps, const html::Page& page, html::Values& values, const RequestForm& form) {
    TRY(const auto asked, look_up(deps, form.posts));
    auto& own = values.include("FORM", "authz_request_form.html");
    std::set<std::string> sentences;
    for (const auto& one : asked) {
        own.add("POST")
            .set("VALUE", tick_value(one.resolved.wanted))
            .set("ORGANISATION", one.resolved.organisation.name)
            .set("ROLE", role_name(deps, page, one.resolved.post.role))
            .set("SCOPE", scope_name(deps, page, one.resolved.post.scope));
        const auto sentence = who_sentence(deps, page, one.who);
        if (sentences.insert(sentence).second) own.add("WHO").set("SENTENCE", sentence);
    }
    own.set("FORM_TOKEN", page.form_token).set("BACK", form.back);
    own.set("ONCE", form.once.empty() ? deps.around.random.token(16) : form.once);
    html::fill_field(own, "information", form.information, error_of(deps, page, form, "information"));
    html::fill_field(own, "email", form.email, error_of(deps, page, form, "email"));
    html::fill_field(own, "phone", form.phone, error_of(deps, page, form, "phone"));
    return {};
}

}  // namespace gatehouse::authz
