#include "connectors/outbox/lease.hpp"
#include "connectors/outbox/outbox.hpp"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

namespace gatehouse::outbox {

namespace {

// How often an idle worker looks for what other processes put.
constexpr std::chrono::milliseconds look_again{500};

std::string worker_name() {
    std::random_device random;  // only has to differ from other workers'
    return fmt::format("{:08x}{:08x}", random(), random());
}

Result<void> deliver_or_say_why(const Deliver& deliver, const Item& item) {
    try {
        return deliver(item);
    } catch (const std::exception& unexpected) {
        return fail(ErrorCode::internal, "A delivery ended by an unexpected exception.", {}, unexpected.what());
    }
}

}  // namespace

struct Worker::Impl {
    sql::Db& db;
    const Clock& clock;
    Log& log;
    std::map<std::string, Deliver> deliverers;
    std::string name = worker_name();

    std::mutex mutex;
    std::condition_variable changed;
    std::uint64_t wakes = 0;
    bool stopping = false;
    std::vector<std::thread> threads;  // one per kind: directories that do not answer hold up no mail

    bool must_stop() {
        std::lock_guard hold(mutex);
        return stopping;
    }

    void report(const Leased& leased, const Error& error, std::string_view event) {
        log.warn(event, {{"kind", leased.item.kind},
                         {"item", leased.id},
                         {"attempt", leased.attempts + 1},
                         {"problem", error.message},
                         {"detail", error.detail}});
    }

    Result<void> settle(const Leased& leased, const Result<void>& outcome) {
        if (outcome) return settle_delivered(db, leased, name);
        if (outcome.error().code == ErrorCode::bad_input) {
            report(leased, outcome.error(), "outbox.dead");
            return settle_dead(db, leased, name, outcome.error().message);
        }
        report(leased, outcome.error(), "outbox.retry");
        return settle_failed(db, leased, name, outcome.error().message, clock.now() + wait_after(leased.attempts));
    }

    // Until nothing of this kind is due; how many were delivered.
    int run(const std::string& kind, const Deliver& deliver) {
        int delivered = 0;
        while (!must_stop()) {
            const auto leased = lease_next(db, kind, name, clock.now());
            if (!leased) log.warn("outbox.lease", {{"kind", kind}, {"problem", leased.error().message}, {"detail", leased.error().detail}});
            if (!leased || !*leased) break;
            const Result<void> outcome = deliver_or_say_why(deliver, (*leased)->item);
            if (outcome) ++delivered;
            if (const auto settled = settle(**leased, outcome); !settled) {  // delivered again when the lease ends
                log.warn("outbox.settle", {{"kind", kind}, {"problem", settled.error().message}, {"detail", settled.error().detail}});
                break;
            }
        }
        return delivered;
    }

    void loop(const std::string& kind, const Deliver& deliver) {
        std::uint64_t seen = 0;
        while (!must_stop()) {
            run(kind, deliver);
            std::unique_lock hold(mutex);
            changed.wait_for(hold, look_again, [&] { return stopping || wakes != seen; });
            seen = wakes;
        }
    }
};

Worker::Worker(sql::Db& db, const Clock& clock, Log& log, std::map<std::string, Deliver> deliverers)
    : impl_(std::make_unique<Impl>(db, clock, log, std::move(deliverers))) {}

Worker::~Worker() {
    stop();
}

void Worker::start() {
    {
        std::lock_guard hold(impl_->mutex);
        impl_->stopping = false;
    }
    if (!impl_->threads.empty()) return;
    for (const auto& deliverer : impl_->deliverers)
        impl_->threads.emplace_back([this, &deliverer] { impl_->loop(deliverer.first, deliverer.second); });
}

void Worker::wake() {
    {
        std::lock_guard hold(impl_->mutex);
        ++impl_->wakes;
    }
    impl_->changed.notify_all();
}

void Worker::stop() {
    {
        std::lock_guard hold(impl_->mutex);
        impl_->stopping = true;
    }
    impl_->changed.notify_all();
    for (std::thread& thread : impl_->threads) thread.join();
    impl_->threads.clear();
    std::lock_guard hold(impl_->mutex);
    impl_->stopping = false;
}

int Worker::run_once() {
    int delivered = 0;
    for (const auto& [kind, deliver] : impl_->deliverers) delivered += impl_->run(kind, deliver);
    return delivered;
}

std::int64_t Worker::waiting() {
    const auto count = impl_->db.read([](sql::ReadTx& tx) -> Result<std::int64_t> {
        return tx.query_one("SELECT COUNT(*) FROM outbox_item WHERE dead = 0")->integer(0);
    });
    return count ? *count : -1;
}

}  // namespace gatehouse::outbox
