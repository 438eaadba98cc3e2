// POST /roles/request: "Send authorisation request".
#include "authz/pages/handlers.hpp"
#include "authz/pages/request_form.hpp"

namespace gatehouse::authz {
namespace {

// Cancel leads back to one of our own search pages only.
std::string safe_back(std::string_view back) {
    return back.starts_with("/roles") && back.size() < 4000 && back.find_first_of("\\\r\n") == std::string_view::npos ? std::string(back)
                                                                                                                      : "/roles";
}

RequestForm read_form(const http::Parameters& form, std::vector<WantedPost> posts) {
    RequestForm read;
    read.posts = std::move(posts);
    read.information = form.get("information");
    read.email = form.get("email");
    read.phone = form.get("phone");
    read.once = form.get("once");
    read.back = safe_back(form.get("back"));
    return read;
}

Page show_again(const Deps& deps, const http::Request& request, const Visitor& visitor, RequestForm form, Error wrong) {
    auto page = frame(deps, request, &visitor, "authz_request.html", "Send authorisation request");
    const bool has_field = wrong.field == "information" || wrong.field == "email" || wrong.field == "phone";
    const std::string message = say(deps, page, wrong.message);
    html::Alert alert{html::Tone::bad, say(deps, page, "The request was not sent."), has_field ? "" : message, {}};
    if (has_field) alert.links = {{wrong.field, message}};
    page.alerts.push_back(std::move(alert));
    page.request_path = "/roles";
    const int status = wrong.code == ErrorCode::forbidden ? 403 : wrong.code == ErrorCode::conflict ? 409 : 400;
    form.wrong = std::move(wrong);
    page.values.set("BACK", form.back);
    auto& shown = page.values.add("SEND");
    // Where a tick itself is wrong there is nothing to send again.
    if (!has_field || !fill_request_form(deps, page, shown, form)) {
        auto bare = frame(deps, request, &visitor, "authz_request.html", "Send authorisation request");
        bare.alerts = page.alerts;
        bare.request_path = "/roles";
        bare.values.set("BACK", form.back).show("NOTHING");
        return html::render(deps.templates, std::move(bare), status);
    }
    return html::render(deps.templates, std::move(page), status);
}

}  // namespace

Page post_request(const Deps& deps, const http::Request& request, const Visitor& visitor, const http::Parameters& form) {
    TRY(auto posts, ticked(form));
    auto read = read_form(form, std::move(posts));
    const Submission submission{visitor.actor(), read.posts, read.information, read.email, read.phone, read.once};
    const auto sent = submit_request(deps.actions, submission);
    if (!sent) {
        const auto code = sent.error().code;
        if (code != ErrorCode::bad_input && code != ErrorCode::conflict && code != ErrorCode::forbidden)
            return std::unexpected(sent.error());
        return show_again(deps, request, visitor, std::move(read), sent.error());
    }
    return http::Response::redirect("/profile?sent=" + std::to_string(sent->filed.size()) + (sent->already.empty() ? "" : "&already=yes"));
}

}  // namespace gatehouse::authz
