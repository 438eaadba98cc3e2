// What a transaction leaves to be delivered (mail, publication), written with it, delivered after it by a worker with a
// lease: at least once, in order within a stream, retried with growing waits, never lost by kill -9. Its migration steps are numbers 2–3.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "connectors/sql/db.hpp"
#include "connectors/sql/migrate.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace gatehouse::outbox {

struct Item {
    std::string kind;     // "mail", "publish": the worker's deliverer
    std::string stream;   // order is kept within (kind, stream); empty: no order
    std::string payload;  // JSON
};

const std::vector<sql::Step>& steps();
void put(sql::Tx& tx, const Item& item, Instant now);

// Error: tried again after 1 s, 2 s, 4 s … at most 60 s; ErrorCode::bad_input: never again, kept and logged as dead.
using Deliver = std::function<Result<void>(const Item&)>;

class Worker {
public:
    Worker(sql::Db& db, const Clock& clock, Log& log, std::map<std::string, Deliver> deliverers);
    ~Worker();  // stops
    void start();
    void wake();  // something was put
    void stop();
    // One pass in the caller's thread; how many were delivered. For tests with a hand-set clock.
    int run_once();
    std::int64_t waiting();  // items not yet delivered

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::outbox
