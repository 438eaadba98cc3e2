#include "authz/background.hpp"

#include "authz/repeated.hpp"
#include "authz/store/sessions.hpp"

namespace gatehouse::authz {
namespace {

constexpr std::chrono::seconds numbering_pause{1};
constexpr int numberings_between_cleanups = 60;
constexpr int sessions_at_once = 500;
constexpr std::chrono::hours reconcile_pause{1};
constexpr std::chrono::seconds pause_after_failure{30};

}  // namespace

struct Background::Impl {
    const Deps& deps;
    jose::Key checkpoint_key;
    Publisher* publisher;
    int numberings = 0;
    std::unique_ptr<Repeated> numbering, reconciling;

    void warn(std::string_view event, const Error& error) {
        deps.around.log.warn(event, {{"problem", error.message}, {"detail", error.detail}});
    }

    Result<void> number_leaves() {
        const audit::Origin origin{deps.settings.origin(), deps.settings.environment};
        TRY_VOID(audit::sequence(deps.db, origin, checkpoint_key, deps.around.clock.now()));
        return {};
    }

    Result<void> forget_sessions() {
        std::int64_t gone = 0;
        do {
            TRY(gone, deps.db.transact([&](sql::Tx& tx) -> Result<std::int64_t> {
                return delete_expired_sessions(tx, deps.around.clock.now(), sessions_at_once);
            }));
        } while (gone == sessions_at_once);
        return {};
    }

    Milliseconds number_and_forget() {
        if (auto done = number_leaves(); !done) warn("audit.sequence", done.error());
        if (numberings++ % numberings_between_cleanups == 0)
            if (auto done = forget_sessions(); !done) warn("sessions.cleanup", done.error());
        return numbering_pause;
    }

    Milliseconds reconcile_now(const std::function<bool()>& stopping) {
        const auto done = reconcile(deps.db, *publisher, stopping);
        if (!done) {
            warn("directory.reconcile", done.error());
            return pause_after_failure;
        }
        if (done->first_refusal) warn("directory.refused", *done->first_refusal);
        deps.around.log.info("directory.reconciled",
                             {{"published", done->published}, {"removed", done->removed}, {"refused", done->refused}});
        return reconcile_pause;
    }
};

Background::Background(const Deps& deps, jose::Key checkpoint_key, Publisher* publisher)
    : impl_(new Impl{deps, std::move(checkpoint_key), publisher, 0, nullptr, nullptr}) {}

Background::~Background() {
    stop();
}

void Background::start() {
    Impl& impl = *impl_;
    impl.numbering = std::make_unique<Repeated>([&impl](const std::function<bool()>&) { return impl.number_and_forget(); });
    impl.numbering->start();
    if (!impl.publisher) return;
    impl.reconciling = std::make_unique<Repeated>([&impl](const std::function<bool()>& stopping) { return impl.reconcile_now(stopping); });
    impl.reconciling->start();
}

void Background::stop() {
    if (impl_->numbering) impl_->numbering->stop();
    if (impl_->reconciling) impl_->reconciling->stop();
}

Result<void> Background::number_leaves() {
    return impl_->number_leaves();
}

Result<void> Background::forget_sessions() {
    return impl_->forget_sessions();
}

Result<Reconciled> Background::reconcile_once() {
    if (!impl_->publisher) return Reconciled{};
    return reconcile(impl_->deps.db, *impl_->publisher);
}

}  // namespace gatehouse::authz
