// What every page of the identity provider shares: the frame filled for this visitor, the answer with its cookie, the
// error summary, and where the person goes on afterwards.
#pragma once

#include "base/html/page.hpp"
#include "idp/store/waiting_applications.hpp"
#include "idp/visitor.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::idp {

struct Asked {
    const Deps& deps;
    const http::Request& request;
    const Visitor& visitor;

    std::string language() const { return html::language_of(request); }
    // sentence of the template `page`, in the visitor's language
    std::string say(std::string_view page, std::string_view sentence, const text::Arguments& arguments = {}) const {
        return deps.templates.catalogue().translate(language(), page, sentence, arguments);
    }
};

html::Page make_page(const Asked& asked, std::string template_name, std::string title);
http::Response show(const Asked& asked, html::Page page, int status = 200);

// "There are 2 problems" with a link to each field, and each field's own message (section FIELD_ERROR with MESSAGE).
void show_problems(const Asked& asked, html::Page& page, const std::vector<Error>& problems);
std::string problem_at(const Asked& asked, const html::Page& page, const std::vector<Error>& problems, std::string_view field);

std::optional<WaitingApplication> waiting_for(const Asked& asked, const RequestId& request);
// The line "TRACES stand-in asks you to sign in" and the hidden field that carries the request along.
void show_application(html::Page& page, const RequestId& request, const std::optional<WaitingApplication>& application);
// After a form the browser is sent on to the application; Chromium follows only where the form's page allowed its origin.
void allow_return(http::Response& response, const std::optional<WaitingApplication>& application);

// "/login" and the request → "/login?request=ID"
std::string carrying(std::string_view path, const RequestId& request);
// The application that waits in this browser, otherwise `otherwise`.
std::string next_place(const Asked& asked, const RequestId& request, std::string_view otherwise);
// The first 200 bytes of User-Agent.
std::string device_of(const http::Request& request);

}  // namespace gatehouse::idp
