#include "authz/routes.hpp"

#include "authz/pages/handlers.hpp"

namespace gatehouse::authz {

void add_pages(http::Router& router, const Deps& deps) {
    const auto get = [&](const char* pattern, PersonHandler handler) {
        router.add(http::Method::get, pattern, {}, for_person(deps, std::move(handler)));
    };
    const auto post = [&](const char* pattern, FormFields fields, FormHandler handler) {
        router.add(http::Method::post, pattern, {}, for_person_form(deps, std::move(fields), std::move(handler)));
    };
    get("/home", show_home);
    get("/roles", show_roles);
    get("/roles/operators", show_operators);
    get("/roles/operators/new", show_new_operator);
    post("/roles/operators/new", {{"name",        "country",     "region",        "address",          "postcode",      "city", "activity",
                                   "responsible", "eori",        "vat",           "other_identifier", "phone",         "fax",  "email",
                                   "website",     "information", "request_email", "request_phone",    "none_of_these", "once"}},
         post_new_operator);
    get("/roles/authorities", show_authorities);
    get("/roles/control-bodies", show_control_bodies);
    get("/roles/control-bodies/{id}", show_control_body);
    post("/roles/request", {{"once", "back", "information", "email", "phone"}, "post"}, post_request);
    get("/profile", show_profile);
    post("/profile", {{"language", "time_zone"}}, post_profile);
    post("/requests/{id}/withdraw", {}, post_withdraw);
    get("/decide", show_inbox);
    get("/decide/{id}", show_decision);
    post("/decide/{id}", {{"verdict", "organisation", "administrator", "reason_code", "reason"}}, post_decision);
}

}  // namespace gatehouse::authz
