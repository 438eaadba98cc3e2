#include "apps/authz/assemble.hpp"

#include "authz/background.hpp"
#include "authz/decide/routes.hpp"
#include "authz/endpoints/endpoints.hpp"
#include "authz/notify/mails.hpp"
#include "authz/read_keys.hpp"
#include "authz/routes.hpp"
#include "authz/store/open_store.hpp"
#include "base/http/server.hpp"
#include "base/http/static_files.hpp"
#include "connectors/host/host.hpp"
#include "connectors/oidc/access_token.hpp"
#include "connectors/outbox/outbox.hpp"

namespace gatehouse::authz {

// Members are destroyed in reverse order: first what listens and works, last what they refer to.
struct Program::Impl {
    Settings settings;
    Surroundings around;
    Seams seams;
    std::unique_ptr<sql::Db> db;
    policy::Policy policy;
    std::unique_ptr<audit::Audit> audit;
    std::unique_ptr<crypto::Seal> seal;
    std::unique_ptr<http::SessionCookie> cookie;
    std::unique_ptr<oidc::TransactionCookie> transaction;
    std::unique_ptr<text::Catalogue> catalogue;
    std::unique_ptr<html::Templates> templates;
    std::unique_ptr<Deps> deps;
    std::unique_ptr<oidc::Provider> provider;
    std::unique_ptr<oidc::RelyingParty> relying_party;
    std::unique_ptr<SignInDesk> sign_in;
    std::unique_ptr<MailDesk> mail_desk;
    std::unique_ptr<Publisher> publisher;
    std::unique_ptr<outbox::Worker> outbox;
    std::unique_ptr<Background> background;
    std::unique_ptr<http::Router> router;
    std::unique_ptr<http::Server> server;
};

namespace {

using Impl = Program::Impl;

// The plugin's code must outlive what it made.
template <class T>
std::shared_ptr<T> kept_with(connector::Plugin plugin, std::unique_ptr<T> made) {
    T* raw = made.release();
    return std::shared_ptr<T>(raw, [plugin](T* instance) { delete instance; });
}

Result<void> open_connectors(Impl& parts) {
    Log& log = parts.around.log;
    if (!parts.seams.mail && parts.settings.mail) {
        TRY(auto plugin, connector::load(parts.settings.plugins, parts.settings.mail->name));
        TRY(auto sender, plugin.make_mail(parts.settings.mail->settings, log));
        parts.seams.mail = kept_with(plugin, std::move(sender));
    }
    if (!parts.seams.directory && parts.settings.directory) {
        TRY(auto plugin, connector::load(parts.settings.plugins, parts.settings.directory->name));
        TRY(auto directory, plugin.make_directory(parts.settings.directory->settings, log));
        parts.seams.directory = kept_with(plugin, std::move(directory));
    }
    const IssuerSettings& issuer = parts.settings.issuer;
    if (!parts.seams.client) parts.seams.client = http::make_client({.ca_file = issuer.ca_file, .guard = issuer.guard});
    return {};
}

Result<void> open_texts(Impl& parts) {
    try {
        parts.catalogue = std::make_unique<text::Catalogue>(parts.settings.catalogues);
        parts.templates = std::make_unique<html::Templates>(parts.settings.web + "/templates", *parts.catalogue);
    } catch (const std::exception& problem) {
        return fail(ErrorCode::bad_input, std::string("The pages cannot be read: ") + problem.what() + ".", "web");
    }
    return {};
}

Result<void> open_policy(Impl& parts) {
    TRY(parts.policy, policy::load(parts.settings.policy));
    if (parts.policy.environment == parts.settings.environment) return {};
    return fail(ErrorCode::bad_input,
                "The policy " + parts.settings.policy + " is for " + parts.policy.environment + ", not for " + parts.settings.environment +
                    "; name the right file as \"policy\".",
                "policy");
}

Result<void> open_core(Impl& parts) {
    const Settings& settings = parts.settings;
    const std::string purpose = "gatehouse-authz/" + settings.environment;
    TRY_VOID(open_policy(parts));
    TRY(auto seal_key, read_seal_key(settings.seal_key_file));
    parts.seal = std::make_unique<crypto::Seal>(std::move(seal_key), parts.around.random);
    parts.cookie = std::make_unique<http::SessionCookie>(*parts.seal, settings.cookie, purpose + "/session/v1");
    parts.transaction = std::make_unique<oidc::TransactionCookie>(*parts.seal, settings.cookie + "-signin", purpose + "/sign-in/v1");
    parts.audit =
        std::make_unique<audit::Audit>(audit::Origin{settings.origin(), settings.environment}, parts.around.clock, parts.around.random);
    TRY(parts.db, open_store(settings, parts.around.clock.now(), Older::refuse));
    const auto wake = [&parts] {
        if (parts.outbox) parts.outbox->wake();
    };
    parts.deps = std::make_unique<Deps>(
        Deps{settings,
             parts.around,
             *parts.db,
             {*parts.db, parts.policy, *parts.audit, parts.around.clock, parts.around.random, settings.environment, wake},
             *parts.templates,
             *parts.cookie});
    return {};
}

Result<void> open_sign_in(Impl& parts) {
    const IssuerSettings& issuer = parts.settings.issuer;
    oidc::ClientIdentity identity;
    identity.client_id = issuer.client_id;
    TRY(identity.key, read_private_key(issuer.private_key_file, "private_key_file", jose::Algorithm::ES256));
    TRY(identity.id_token_algorithm, jose::algorithm(issuer.id_token_alg));
    parts.provider = std::make_unique<oidc::Provider>(issuer.url, *parts.seams.client, parts.around.clock);
    parts.relying_party = std::make_unique<oidc::RelyingParty>(*parts.provider, std::move(identity), *parts.seams.client, parts.around);
    parts.sign_in = std::make_unique<SignInDesk>(SignInDesk{*parts.deps, *parts.relying_party, *parts.transaction});
    return {};
}

outbox::Deliver mail_deliverer(const Impl& parts) {
    return [&desk = *parts.mail_desk, &sender = *parts.seams.mail](const outbox::Item& item) -> Result<void> {
        TRY(const auto mail, write_mail(desk, item));
        return mail ? sender.send(*mail) : Result<void>{};
    };
}

Result<void> open_work(Impl& parts) {
    parts.mail_desk = std::make_unique<MailDesk>(MailDesk{parts.deps->actions, parts.settings, *parts.templates});
    std::map<std::string, outbox::Deliver> deliverers;
    deliverers["notify"] = [&parts](const outbox::Item& item) {
        auto done = deliver_notice(*parts.mail_desk, item);
        if (done) parts.outbox->wake();
        return done;
    };
    if (parts.seams.mail) deliverers["mail"] = mail_deliverer(parts);
    if (parts.seams.directory) {
        parts.publisher = std::make_unique<Publisher>(*parts.db, parts.around.clock, *parts.seams.directory);
        deliverers["publish"] = [&publisher = *parts.publisher](const outbox::Item& item) { return publisher.deliver(item); };
    }
    parts.outbox = std::make_unique<outbox::Worker>(*parts.db, parts.around.clock, parts.around.log, std::move(deliverers));
    TRY(auto key, read_private_key(parts.settings.audit_key_file, "audit_key_file", jose::Algorithm::EdDSA));
    parts.background = std::make_unique<Background>(*parts.deps, std::move(key), parts.publisher.get());
    return {};
}

VerifyToken token_verifier(const Impl& parts) {
    return [&parts](std::string_view token, std::string_view scope) -> Result<Bearer> {
        TRY(const auto access, oidc::verify_access_token(*parts.provider, token, parts.settings.base_url, scope, parts.around.clock.now()));
        return Bearer{access.issuer, access.sub, access.client_id};
    };
}

Result<void> open_edge(Impl& parts) {
    parts.router = std::make_unique<http::Router>(
        parts.around.clock, parts.around.log,
        [&deps = *parts.deps](const http::Request& request, const Error& error) { return error_page(deps, request, error); });
    add_endpoints(*parts.router, *parts.sign_in);
    add_pages(*parts.router, *parts.deps);
    add_decision_routes(*parts.router, *parts.deps, token_verifier(parts));
    try {
        http::add_static_files(*parts.router, parts.settings.web);
    } catch (const std::exception& problem) {
        return fail(ErrorCode::bad_input, std::string("The files of the pages cannot be read: ") + problem.what() + ".", "web");
    }
    parts.server = std::make_unique<http::Server>(parts.settings.listeners, *parts.router, http::ServerLimits{}, parts.around.log);
    return {};
}

std::unique_ptr<Impl> empty_parts(Settings settings, Surroundings around, Seams seams) {
    return std::unique_ptr<Impl>(new Impl{.settings = std::move(settings),
                                          .around = around,
                                          .seams = std::move(seams),
                                          .db = {},
                                          .policy = {},
                                          .audit = {},
                                          .seal = {},
                                          .cookie = {},
                                          .transaction = {},
                                          .catalogue = {},
                                          .templates = {},
                                          .deps = {},
                                          .provider = {},
                                          .relying_party = {},
                                          .sign_in = {},
                                          .mail_desk = {},
                                          .publisher = {},
                                          .outbox = {},
                                          .background = {},
                                          .router = {},
                                          .server = {}});
}

}  // namespace

Result<std::unique_ptr<Program>> assemble(Settings settings, Surroundings around, Seams seams) {
    auto parts = empty_parts(std::move(settings), around, std::move(seams));
    TRY_VOID(open_connectors(*parts));
    TRY_VOID(open_texts(*parts));
    TRY_VOID(open_core(*parts));
    TRY_VOID(open_sign_in(*parts));
    TRY_VOID(open_work(*parts));
    TRY_VOID(open_edge(*parts));
    return std::make_unique<Program>(std::move(parts));
}

Program::Program(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Program::~Program() {
    stop();
}

Result<void> Program::start() {
    TRY_VOID(impl_->server->start());
    impl_->outbox->start();
    impl_->background->start();
    return {};
}

void Program::stop() {
    impl_->server->stop();
    impl_->background->stop();
    impl_->outbox->stop();
}

std::uint16_t Program::port() const {
    return impl_->server->port();
}

const Deps& Program::deps() const {
    return *impl_->deps;
}

int Program::deliver() {
    int all = 0;
    while (const int now = impl_->outbox->run_once()) all += now;
    return all;
}

std::int64_t Program::waiting() {
    return impl_->outbox->waiting();
}

Result<void> Program::number_leaves() {
    return impl_->background->number_leaves();
}

Result<Reconciled> Program::reconcile() {
    return impl_->background->reconcile_once();
}

Result<void> Program::forget_sessions() {
    return impl_->background->forget_sessions();
}

}  // namespace gatehouse::authz
