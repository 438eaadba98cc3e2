#include "apps/idp/assemble.hpp"

#include "base/crypto/password.hpp"
#include "base/http/server.hpp"
#include "base/http/static_files.hpp"
#include "connectors/host/host.hpp"
#include "idp/background.hpp"
#include "idp/endpoints/protocol_routes.hpp"
#include "idp/mails/mail.hpp"
#include "idp/opened_core.hpp"
#include "idp/routes.hpp"
#include "idp/store/audit_key.hpp"

namespace gatehouse::idp {

// Members are destroyed in reverse order: first what listens and works, last what they refer to.
struct Program::Impl {
    Settings settings;
    Surroundings around;
    std::shared_ptr<connector::MailSender> mail;
    std::shared_ptr<http::Client> client;
    std::unique_ptr<OpenedCore> opened;
    std::shared_ptr<const Texts> texts;
    std::unique_ptr<http::SessionCookie> cookie;
    std::string dummy_hash;
    std::unique_ptr<outbox::Worker> outbox;
    std::unique_ptr<Background> background;
    std::unique_ptr<Deps> deps;
    std::unique_ptr<http::Router> router;
    std::unique_ptr<http::Server> server;
};

namespace {

Result<std::shared_ptr<connector::MailSender>> mail_sender(const Settings& settings, Log& log) {
    TRY(auto plugin, connector::load(settings.plugins, settings.mail.connector));
    TRY(auto sender, plugin.make_mail(settings.mail.settings, log));
    // The plugin's code must outlive what it made.
    auto* raw = sender.release();
    return std::shared_ptr<connector::MailSender>(raw, [plugin](connector::MailSender* made) { delete made; });
}

Result<std::shared_ptr<const Texts>> open_texts(const Settings& settings) {
    try {
        return std::make_shared<const Texts>(settings.catalogues, settings.web);
    } catch (const std::exception& problem) {
        return fail(ErrorCode::bad_input, std::string("The pages cannot be read: ") + problem.what() + ".", "web");
    }
}

outbox::Deliver deliver_nothing() {
    return [](const outbox::Item&) -> Result<void> { return {}; };
}

Result<void> open_work(Program::Impl& parts) {
    const Core& core = parts.opened->core();
    parts.cookie = std::make_unique<http::SessionCookie>(core.seal, parts.settings.cookie, "gatehouse-idp/session/v1");
    parts.dummy_hash = crypto::hash_password(Secret(parts.around.random.token()), parts.settings.password_cost);
    parts.outbox = std::make_unique<outbox::Worker>(
        core.db, parts.around.clock, parts.around.log,
        std::map<std::string, outbox::Deliver>{{std::string(mail_item), mail_deliverer(core, parts.texts->templates, *parts.mail)},
                                               {std::string(nothing_item), deliver_nothing()}});
    TRY(auto key, audit_key(core.db, core.seal));
    parts.background = std::make_unique<Background>(core, std::move(key));
    return {};
}

Result<void> open_edge(Program::Impl& parts) {
    parts.deps = std::make_unique<Deps>(
        Deps{{parts.opened->core()}, parts.texts->templates, *parts.cookie, *parts.outbox, *parts.client, parts.dummy_hash});
    const Deps& deps = *parts.deps;
    parts.router = std::make_unique<http::Router>(
        parts.around.clock, parts.around.log,
        [&deps](const http::Request& request, const Error& error) { return error_page(deps, request, error); });
    add_page_routes(*parts.router, deps);
    add_protocol_routes(*parts.router, deps);
    try {
        http::add_static_files(*parts.router, parts.settings.web);
    } catch (const std::exception& problem) {
        return fail(ErrorCode::bad_input, std::string("The files of the pages cannot be read: ") + problem.what() + ".", "web");
    }
    parts.server = std::make_unique<http::Server>(parts.settings.listeners, *parts.router, http::ServerLimits{}, parts.around.log);
    return {};
}

}  // namespace

Result<std::unique_ptr<Program>> assemble(Settings settings, Surroundings around, Seams seams) {
    auto parts = std::unique_ptr<Program::Impl>(new Program::Impl{.settings = std::move(settings),
                                                                  .around = around,
                                                                  .mail = std::move(seams.mail),
                                                                  .client = std::move(seams.client),
                                                                  .opened = {},
                                                                  .texts = std::move(seams.texts),
                                                                  .cookie = {},
                                                                  .dummy_hash = {},
                                                                  .outbox = {},
                                                                  .background = {},
                                                                  .deps = {},
                                                                  .router = {},
                                                                  .server = {}});
    if (!parts->mail) {
        TRY(parts->mail, mail_sender(parts->settings, around.log));
    }
    if (!parts->client) parts->client = http::make_client({});
    if (!parts->texts) {
        TRY(parts->texts, open_texts(parts->settings));
    }
    TRY(parts->opened, OpenedCore::open(parts->settings, around));
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

const Core& Program::core() const {
    return impl_->opened->core();
}

int Program::deliver_mail() {
    return impl_->outbox->run_once();
}

Result<void> Program::run_background() {
    return impl_->background->run_once();
}

}  // namespace gatehouse::idp
