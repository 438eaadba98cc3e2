#include "idp/visitor.hpp"

namespace gatehouse::idp {

namespace {

struct Parts {
    std::string browser, proof;
};

Parts parts_of(const std::string& cookie_value) {
    const auto dot = cookie_value.find('.');
    if (dot == std::string::npos) return {cookie_value, ""};
    return {cookie_value.substr(0, dot), cookie_value.substr(dot + 1)};
}

Visitor stranger(const Deps& deps) {
    Visitor visitor;
    visitor.browser = BrowserId(deps.around.random.token(16));
    visitor.cookie_value = visitor.browser.str();
    visitor.fresh = true;
    return visitor;
}

// "Last use" is bookkeeping (invariant 7), written every five minutes at most; without it a session in use would fall asleep.
Result<void> remember_use(const Deps& deps, const std::optional<Session>& session) {
    if (!session || deps.now() < session->last_used_at + touch_every) return {};
    return deps.db.transact([&](sql::Tx& tx) -> Result<void> {
        touch_session(tx, *session, deps.now());
        return {};
    });
}

}  // namespace

Result<Visitor> visitor_of(const Deps& deps, const http::Request& request) {
    const auto cookie_value = deps.cookie.read(request);
    if (!cookie_value || cookie_value->empty()) return stranger(deps);
    const Parts parts = parts_of(*cookie_value);
    Visitor visitor;
    visitor.browser = BrowserId(parts.browser);
    visitor.cookie_value = *cookie_value;
    if (parts.proof.empty()) return visitor;
    TRY_VOID(deps.db.read([&](sql::ReadTx& tx) -> Result<void> {
        visitor.session = find_session(tx, parts.proof, deps.now());
        if (visitor.session) visitor.account = find_account(tx, visitor.session->account);
        return {};
    }));
    if (request.method != http::Method::head) TRY_VOID(remember_use(deps, visitor.session));
    return visitor;
}

Visitor visitor_with(const BrowserId& browser, const OpenedSession& opened, const Account& account) {
    Visitor visitor;
    visitor.browser = browser;
    visitor.cookie_value = browser.str() + "." + std::string(opened.proof.reveal());
    visitor.session = opened.session;
    visitor.account = account;
    return visitor;
}

void keep_visitor(const Deps& deps, const Visitor& visitor, http::Response& response) {
    if (visitor.fresh) write_visitor(deps, visitor, response);
}

void write_visitor(const Deps& deps, const Visitor& visitor, http::Response& response) {
    std::optional<std::int64_t> max_age;
    if (visitor.session && visitor.session->keep == Keep::on_this_device) {
        max_age = to_seconds(visitor.session->expires_at) - to_seconds(deps.now());
    }
    deps.cookie.write(response, visitor.cookie_value, max_age);
}

std::string form_token(const Deps& deps, const Visitor& visitor) {
    return deps.cookie.form_token(visitor.cookie_value);
}

Result<http::Parameters> checked_form(const Deps& deps, const http::Request& request, const Visitor& visitor) {
    TRY(auto form, request.form());
    // A fresh visitor brought no cookie of ours, so no form token can be his.
    TRY_VOID(deps.cookie.check_form(request, form, visitor.fresh ? std::string_view() : std::string_view(visitor.cookie_value)));
    return form;
}

}  // namespace gatehouse::idp
