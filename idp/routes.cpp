#include "idp/routes.hpp"

#include "idp/endpoints/idp_page.hpp"
#include "idp/endpoints/pages.hpp"

namespace gatehouse::idp {

namespace {

using Page = Result<Response> (*)(const Deps&, const Request&);

class Adder {
public:
    Adder(http::Router& router, const Deps& deps) : router_(router), deps_(deps) {}
    void get(std::string path, Page page) { add(http::Method::get, std::move(path), page, {}); }
    void post(std::string path, Page page, http::Work work = http::Work::work) {
        http::RouteOptions options;
        options.work = work;
        add(http::Method::post, std::move(path), page, options);
    }
    void add(http::Method method, std::string path, Page page, http::RouteOptions options) {
        router_.add(method, std::move(path), options, [&deps = deps_, page](const Request& request) { return page(deps, request); });
    }
    // The addresses that applications of EU Login link to.
    void moved(std::string path, std::string to) {
        router_.add(http::Method::get, std::move(path), {},
                    [to](const Request&) -> Result<Response> { return Response::redirect(to, 302); });
    }

private:
    http::Router& router_;
    const Deps& deps_;
};

void add_sign_in(Adder& routes) {
    routes.get("/", home);
    routes.get("/login", show_login);
    routes.post("/login", post_login, http::Work::hash);
    routes.get("/sign-out", show_sign_out);
    routes.post("/sign-out", post_sign_out);
    routes.get("/signed-out", show_signed_out);
    routes.get("/account", show_account);
    routes.post("/account/language", post_account_language);
    routes.post("/account/sessions", post_account_sessions);
}

void add_registration(Adder& routes) {
    routes.get("/register", show_register);
    routes.post("/register", post_register);
    routes.get("/register/code/{file}", show_code_picture);
    routes.get("/forgotten", show_forgotten);
    routes.post("/forgotten", post_forgotten);
    routes.get("/check-mail", show_check_mail);
    routes.post("/check-mail", post_check_mail);
    routes.get("/password", show_password);
    routes.post("/password", post_password, http::Work::hash);
    routes.post("/password/again", post_password_again);
    routes.get("/ready", show_ready);
    routes.moved("/cas/eim/external/register.cgi", "/register");
    routes.moved("/cas/contact.html", "/help");
}

void add_texts(Adder& routes) {
    routes.get("/help", show_help);
    routes.get("/privacy", show_privacy);
    routes.get("/accessibility", show_accessibility);
    http::RouteOptions plain;
    plain.rendering = http::Rendering::problem_json;
    routes.add(http::Method::get, "/health/ready", health_ready, plain);
    plain.work = http::Work::inline_;
    routes.add(http::Method::get, "/health/live", health_live, plain);
}

void add_developer_pages(Adder& routes) {
    http::RouteOptions here;
    here.caller = http::Caller::loopback_only;
    routes.add(http::Method::get, "/dev", show_dev, here);
    routes.add(http::Method::get, "/dev/mail", show_dev_mails, here);
    routes.add(http::Method::get, "/dev/mail/{file}", show_dev_mail, here);
}

}  // namespace

void add_page_routes(http::Router& router, const Deps& deps) {
    Adder routes(router, deps);
    add_sign_in(routes);
    add_registration(routes);
    add_texts(routes);
    if (deps.settings.demo == Demo::on) add_developer_pages(routes);
}

http::Response error_page(const Deps& deps, const http::Request& request, const Error& error) {
    // No store is asked: the page must come even when the store is the trouble.
    Visitor nobody;
    const Asked asked{deps, request, nobody};
    html::Page page = make_page(asked, "idp_error.html", asked.say("idp_error.html", "That did not work"));
    page.values.set("SENTENCE", asked.say("errors", error.message));
    page.values.set("REQUEST_ID", request.id);
    page.values.set("HELPDESK", deps.settings.contact.helpdesk);
    return html::render(deps.templates, std::move(page), describe(error.code).status);
}

}  // namespace gatehouse::idp
