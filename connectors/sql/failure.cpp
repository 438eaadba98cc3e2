#include "connectors/sql/failure.hpp"

namespace gatehouse::sql {

Failure unique_violation(std::string detail) {
    return Failure({ErrorCode::conflict, "This already exists; choose another value or reload the page.", {}, std::move(detail), {}});
}

Failure store_unavailable(std::string detail, Cure cure) {
    return Failure({ErrorCode::unavailable,
                    "The database does not answer at the moment; try again in a few seconds.",
                    {},
                    std::move(detail),
                    std::chrono::seconds{2}},
                   cure);
}

Failure statement_failed(std::string detail) {
    return Failure({ErrorCode::internal, "A database statement failed; the log says which.", {}, std::move(detail), {}});
}

}  // namespace gatehouse::sql
