// GET /home and GET /roles: where to go, and the choice of kind.
#include "authz/actions/my_requests.hpp"
#include "authz/actions/refuse_kind.hpp"
#include "authz/actions/requests_to_decide.hpp"
#include "authz/pages/handlers.hpp"

#include <array>

namespace gatehouse::authz {
namespace {

struct Card {
    Kind kind;
    std::string_view section;  // of the template
};

constexpr std::array<Card, 3> cards{{{Kind::operator_, "OPERATOR"}, {Kind::control_body, "CONTROL_BODY"}, {Kind::authority, "AUTHORITY"}}};

}  // namespace

Page show_home(const Deps& deps, const http::Request&, const Visitor& visitor) {
    if (visitor.may_decide()) {
        TRY(const int waiting, count_to_decide(deps.actions, visitor.person.id));
        if (waiting > 0) return http::Response::redirect("/decide");
    }
    TRY(const auto kind, kind_of_person(deps.actions, visitor.person.id));
    return http::Response::redirect(kind ? "/profile" : "/roles");
}

Page show_roles(const Deps& deps, const http::Request& request, const Visitor& visitor) {
    TRY(const auto kind, kind_of_person(deps.actions, visitor.person.id));
    auto page = frame(deps, request, &visitor, "authz_roles.html", "Choose your kind of role");
    page.values.show(kind ? "CHOSEN" : "FREE");
    for (const auto& card : cards) {
        auto& values = page.values.add(card.section);
        if (!kind || *kind == card.kind)
            values.show("OPEN");
        else
            values.add("CLOSED").set("REASON", say(deps, page, other_kind_sentence(*kind)));
        values.show_if(kind == card.kind, "YOURS");
    }
    return html::render(deps.templates, std::move(page));
}

}  // namespace gatehouse::authz
