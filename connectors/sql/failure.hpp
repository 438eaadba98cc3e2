// What a statement throws inside connectors/sql and out of Tx::query and Tx::execute. transact() and read() turn it into its Error.
#pragma once

#include "base/error.hpp"

#include <exception>
#include <string>

namespace gatehouse::sql {

// What the database object should do about it.
enum class Cure {
    none,     // the statement is at fault
    retry,    // another transaction was in the way: run the closure again
    replace,  // the connection is gone: a new session
};

class Failure final : public std::exception {
public:
    explicit Failure(Error error, Cure cure = Cure::none) : error_(std::move(error)), cure_(cure) {}
    const Error& error() const { return error_; }
    Cure cure() const { return cure_; }
    const char* what() const noexcept override { return error_.message.c_str(); }  // holds no bound value

private:
    Error error_;
    Cure cure_;
};

// The sentences, one place. detail: what the log may see; never a bound value.
Failure unique_violation(std::string detail);
Failure store_unavailable(std::string detail, Cure cure = Cure::none);
Failure statement_failed(std::string detail);

}  // namespace gatehouse::sql
