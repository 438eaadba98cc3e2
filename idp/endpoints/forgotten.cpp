// Forgotten password: whatever is typed, the same answer (invariant 12).
#include "base/html/form_fields.hpp"
#include "idp/endpoints/idp_page.hpp"
#include "idp/endpoints/pages.hpp"
#include "idp/registration/begin_reset.hpp"
#include "idp/registration/read_fields.hpp"

namespace gatehouse::idp {

namespace {

constexpr const char* template_name = "idp_forgotten.html";

Response forgotten_page(const Asked& asked, std::string_view typed, const RequestId& waiting, const std::vector<Error>& problems) {
    html::Page page = make_page(asked, template_name, asked.say(template_name, "Forgotten your password?"));
    page.width = html::Page::Width::narrow;
    show_application(page, waiting, std::nullopt);
    show_problems(asked, page, problems);
    html::fill_field(page.values, "username", typed, problem_at(asked, page, problems, "username"));
    return show(asked, std::move(page), problems.empty() ? 200 : 400);
}

std::string trimmed(std::string_view value) {
    const auto first = value.find_first_not_of(' ');
    return first == std::string_view::npos ? "" : std::string(value.substr(first, value.find_last_not_of(' ') - first + 1));
}

}  // namespace

Result<Response> show_forgotten(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    return forgotten_page({deps, request, visitor}, "", RequestId(std::string(request.query.get("request"))), {});
}

Result<Response> post_forgotten(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    TRY(auto form, checked_form(deps, request, visitor));
    TRY_VOID(only_these_fields(form, {"username", "request"}));
    const Asked asked{deps, request, visitor};
    Reset reset;
    reset.typed = trimmed(form.get("username"));
    reset.waiting = RequestId(std::string(form.get("request")));
    if (reset.typed.empty() || reset.typed.size() > 254) {
        return forgotten_page(asked, "", reset.waiting,
                              {Error{ErrorCode::bad_input, "Enter your e-mail address or your username.", "username", "", {}}});
    }
    reset.browser = visitor.browser;
    reset.peer = request.peer;
    reset.language = asked.language();
    TRY(auto id, begin_reset(deps, reset));
    deps.outbox.wake();
    return Response::redirect("/check-mail?r=" + id.str());
}

}  // namespace gatehouse::idp
