// GET and POST /roles/operators/new: only after a search; near-duplicates first; creates operator and request together.
#include "authz/actions/create_operator.hpp"
#include "authz/pages/handlers.hpp"
#include "authz/pages/search_page.hpp"
#include "authz/pages/words.hpp"
#include "authz/store/organisations.hpp"

#include <algorithm>

namespace gatehouse::authz {
namespace {

struct OperatorForm {
    NewOperator wanted;
    std::string information, request_email, request_phone, once;
    bool none_of_these = false;  // the person looked at the near-duplicates
    std::vector<FieldError> wrong;
};

std::string error_of(const OperatorForm& form, std::string_view field) {
    for (const auto& one : form.wrong)
        if (one.field == field) return one.message;
    return "";
}

OperatorForm read_form(const http::Parameters& form) {
    OperatorForm read;
    NewOperator& o = read.wanted;
    const std::pair<std::string_view, std::string*> fields[] = {{"name", &o.name},
                                                                {"country", &o.country},
                                                                {"region", &o.region},
                                                                {"address", &o.address},
                                                                {"postcode", &o.postcode},
                                                                {"city", &o.city},
                                                                {"eori", &o.eori},
                                                                {"vat", &o.vat},
                                                                {"other_identifier", &o.other_identifier},
                                                                {"phone", &o.phone},
                                                                {"fax", &o.fax},
                                                                {"email", &o.email},
                                                                {"website", &o.website},
                                                                {"activity", &o.role},
                                                                {"information", &read.information},
                                                                {"request_email", &read.request_email},
                                                                {"request_phone", &read.request_phone},
                                                                {"once", &read.once}};
    for (const auto& [name, target] : fields) *target = form.get(name);
    if (!form.get("responsible").empty()) o.responsible = OrganisationId(std::string(form.get("responsible")));
    read.none_of_these = form.get("none_of_these") == "yes";
    return read;
}

Result<html::Options> authorities_of(const Deps& deps, const std::string& country) {
    return deps.db.read([&](sql::ReadTx& tx) -> Result<html::Options> {
        html::Options options;
        for (const auto& [id, name] : competent_authorities(tx, country)) options.emplace_back(id.str(), name);
        return options;
    });
}

Result<void> fill_form(const Deps& deps, html::Page& page, const OperatorForm& form) {
    const NewOperator& o = form.wanted;
    const auto field = [&](std::string_view name, const std::string& value) {
        const auto error = error_of(form, name);
        html::fill_field(page.values, name, value, error.empty() ? "" : say(deps, page, error));
    };
    field("name", o.name), field("region", o.region), field("address", o.address), field("postcode", o.postcode), field("city", o.city);
    field("eori", o.eori), field("vat", o.vat), field("other_identifier", o.other_identifier);
    field("phone", o.phone), field("fax", o.fax), field("email", o.email), field("website", o.website);
    field("information", form.information), field("request_email", form.request_email), field("request_phone", form.request_phone);
    const auto select = [&](std::string_view name, const html::Options& options, const std::string& chosen) {
        const auto error = error_of(form, name);
        html::fill_select(page.values, name, options, chosen, error.empty() ? "" : say(deps, page, error));
    };
    select("country", country_options(deps, page), o.country);
    html::Options activities;
    for (const auto role : {role::importer, role::first_consignee, role::exporter, role::producer})
        activities.emplace_back(std::string(role), role_name(deps, page, role));
    select("activity", activities, o.role);
    TRY(const auto authorities, authorities_of(deps, o.country));
    if (!authorities.empty())
        html::fill_select(page.values.add("AUTHORITIES"), "responsible", authorities, o.responsible ? o.responsible->str() : "",
                          error_of(form, "responsible"));
    page.values.set("ONCE", form.once.empty() ? deps.around.random.token(16) : form.once);
    return {};
}

void fill_duplicates(const Deps& deps, html::Page& page, const std::vector<NearDuplicate>& found) {
    auto& section = page.values.add("DUPLICATES");
    bool same_eori = false;
    for (const auto& one : found) {
        same_eori = same_eori || one.why == NearDuplicate::Why::same_eori;
        auto& row = section.add("ROW");
        http::Parameters query;
        query.add("q", one.organisation.name);
        row.set("NAME", one.organisation.name)
            .set("ADDRESS", address_line(one.organisation))
            .set("COUNTRY_NAME", country_name(deps, page, one.organisation.country))
            .set("IDENTIFIER", identifier_of(one.organisation))
            .set("HREF", "/roles/operators?" + query.encode());
        row.show_if(one.why == NearDuplicate::Why::same_eori, "SAME_EORI");
    }
    section.show_if(!same_eori, "NONE_OF_THESE");
}

void add_summary(const Deps& deps, html::Page& page, const OperatorForm& form) {
    if (form.wrong.empty()) return;
    html::Alert alert{html::Tone::bad, say(deps, page, "Please correct these fields."), "", {}};
    for (const auto& one : form.wrong) alert.links.emplace_back(one.field, say(deps, page, one.message));
    page.alerts.push_back(std::move(alert));
}

Page show_form(const Deps& deps, const http::Request& request, const Visitor& visitor, const OperatorForm& form,
               const std::vector<NearDuplicate>& duplicates, int status) {
    auto page = frame(deps, request, &visitor, "authz_operator_new.html", "Create a new operator");
    TRY(const MayAsk may, may_ask(deps, visitor, page, Kind::operator_));
    page.values.show_if(may == MayAsk::yes, "MAY");
    TRY_VOID(fill_form(deps, page, form));
    if (!duplicates.empty()) {
        fill_duplicates(deps, page, duplicates);
        if (form.wrong.empty())
            page.alerts.push_back(
                {html::Tone::info,
                 say(deps, page, "Is it one of these?"),
                 say(deps, page, "A second copy of a company splits its certificates and messages. Look at the list first."),
                 {}});
    }
    add_summary(deps, page, form);
    page.request_query.clear();
    return html::render(deps.templates, std::move(page), status);
}

bool has_same_eori(const std::vector<NearDuplicate>& found) {
    return std::any_of(found.begin(), found.end(), [](const auto& one) { return one.why == NearDuplicate::Why::same_eori; });
}

}  // namespace

Page show_new_operator(const Deps& deps, const http::Request& request, const Visitor& visitor) {
    if (request.query.get("searched") != "yes") return http::Response::redirect("/roles/operators");
    OperatorForm form;
    form.wanted.name = request.query.get("name");
    form.wanted.country = request.query.get("country");
    form.wanted.role = request.query.get("activity");
    form.request_email = visitor.person.email;
    std::vector<NearDuplicate> duplicates;
    if (!form.wanted.name.empty()) {
        TRY(duplicates, near_duplicates(deps.actions, form.wanted));
    }
    return show_form(deps, request, visitor, form, duplicates, 200);
}

Page post_new_operator(const Deps& deps, const http::Request& request, const Visitor& visitor, const http::Parameters& parameters) {
    OperatorForm form = read_form(parameters);
    form.wrong = check_new_operator(form.wanted);
    TRY(const auto duplicates, near_duplicates(deps.actions, form.wanted));
    if (!form.wrong.empty()) return show_form(deps, request, visitor, form, duplicates, 400);

    const Submission submission{visitor.actor(), {}, form.information, form.request_email, form.request_phone, form.once};
    const bool look_first = !duplicates.empty() && !form.none_of_these && !has_same_eori(duplicates);
    if (look_first) return show_form(deps, request, visitor, form, duplicates, 200);
    const auto created = create_operator(deps.actions, form.wanted, submission);
    if (created) return http::Response::redirect("/profile?created=yes");
    if (created.error().code != ErrorCode::bad_input && created.error().code != ErrorCode::conflict)
        return std::unexpected(created.error());
    std::string field = created.error().field;
    // Two forms share the names e-mail and phone; the request's own carry a prefix here.
    if (check_new_operator(form.wanted).empty() && (field == "email" || field == "phone")) field = "request_" + field;
    form.wrong = {{field, created.error().message}};
    return show_form(deps, request, visitor, form, duplicates, created.error().code == ErrorCode::conflict ? 409 : 400);
}

}  // namespace gatehouse::authz
