// One item in the hands of one worker. The statements behind Worker.
#pragma once

#include "connectors/outbox/outbox.hpp"

#include <optional>
#include <string>

namespace gatehouse::outbox {

struct Leased {
    std::int64_t id = 0;
    std::int64_t attempts = 0;  // before this one
    Item item;
};

// The oldest item of this kind that is due, in nobody's hands, and first of its stream; leased for two minutes, after which a worker that
// died has lost it. Delivery must be over by then: every deliverer has a shorter time limit.
Result<std::optional<Leased>> lease_next(sql::Db& db, const std::string& kind, const std::string& worker, Instant now);

Result<void> settle_delivered(sql::Db& db, const Leased& leased, const std::string& worker);
Result<void> settle_failed(sql::Db& db, const Leased& leased, const std::string& worker, const std::string& problem, Instant due);
Result<void> settle_dead(sql::Db& db, const Leased& leased, const std::string& worker, const std::string& problem);

Seconds wait_after(std::int64_t attempts);  // 1 s, 2 s, 4 s … 60 s

}  // namespace gatehouse::outbox
