#include "idp/background.hpp"

#include "idp/cleanup.hpp"
#include "idp/opened_core.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace gatehouse::idp {

namespace {

constexpr std::chrono::seconds round{1};
constexpr int rounds_between_cleanups = 60;
constexpr int most_batches = 50;

}  // namespace

struct Background::Impl {
    const Core& core;
    jose::Key checkpoint_key;
    std::mutex mutex;
    std::condition_variable changed;
    bool stopping = false;
    std::thread thread;

    void report(std::string_view event, const Error& error) {
        core.around.log.warn(event, {{"problem", error.message}, {"detail", error.detail}});
    }

    Result<void> number_leaves() {
        TRY_VOID(audit::sequence(core.db, audit_origin(core.settings), checkpoint_key, core.now()));
        return {};
    }

    Result<void> clean_up() {
        for (int batches = 0; batches < most_batches; ++batches) {
            TRY(auto gone, clean_up_once(core));
            if (gone == 0) break;
        }
        return {};
    }

    bool wait() {
        std::unique_lock hold(mutex);
        return !changed.wait_for(hold, round, [&] { return stopping; });
    }

    void loop() {
        int rounds = 0;
        do {
            if (auto done = number_leaves(); !done) report("audit.sequence", done.error());
            if (rounds++ % rounds_between_cleanups != 0) continue;
            if (auto done = clean_up(); !done) report("cleanup", done.error());
        } while (wait());
    }
};

Background::Background(const Core& core, jose::Key checkpoint_key) : impl_(new Impl{core, std::move(checkpoint_key), {}, {}, false, {}}) {}

Background::~Background() {
    stop();
}

void Background::start() {
    if (impl_->thread.joinable()) return;
    impl_->thread = std::thread([this] { impl_->loop(); });
}

void Background::stop() {
    {
        std::lock_guard hold(impl_->mutex);
        impl_->stopping = true;
    }
    impl_->changed.notify_all();
    if (impl_->thread.joinable()) impl_->thread.join();
}

Result<void> Background::run_once() {
    TRY_VOID(impl_->clean_up());
    return impl_->number_leaves();
}

}  // namespace gatehouse::idp
