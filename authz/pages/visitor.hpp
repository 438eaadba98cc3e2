// Who is looking: the signed-in person of a request, and the wrappers that every person-facing route goes through.
#pragma once

#include "authz/deps.hpp"
#include "authz/store/sessions.hpp"
#include "base/html/page.hpp"
#include "base/http/router.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace gatehouse::authz {

struct Visitor {
    Session session;
    Person person;
    std::string language;  // of this answer: ?lang=, cookie, the person's choice, the browser's
    std::vector<policy::Holding> holdings;
    Actor actor() const { return {session.person, session.acr, session.auth_time}; }
    bool holds(std::string_view role) const;
    bool may_decide() const;  // holds something that decides: OPL, commission, administrator
};

Result<std::optional<Visitor>> find_visitor(const Deps& deps, const http::Request& request);

// GET: without a session 303 to /sign-in?return_to=PATH (authz/endpoints), then back.
using PersonHandler = std::function<Result<http::Response>(const Deps&, const http::Request&, const Visitor&)>;
http::Handler for_person(const Deps& deps, PersonHandler handler);

// What a form may hold besides its token: nothing else, nothing twice.
struct FormFields {
    std::vector<std::string_view> once;
    std::string_view repeated = {};  // the one that may stand several times
};

// POST: session, exact Origin and form token (invariant 17), then the parsed form. Errors: invalid_request for other fields.
using FormHandler = std::function<Result<http::Response>(const Deps&, const http::Request&, const Visitor&, const http::Parameters&)>;
http::Handler for_person_form(const Deps& deps, FormFields fields, FormHandler handler);

// The frame with menu, person, form token and language; visitor null: signed out. title is a msgid of the template.
html::Page frame(const Deps& deps, const http::Request& request, const Visitor* visitor, std::string template_name, std::string_view title);

// A sentence of a template in the visitor's language.
std::string say(const Deps& deps, const html::Page& page, std::string_view msgid, const text::Arguments& arguments = {});

}  // namespace gatehouse::authz
