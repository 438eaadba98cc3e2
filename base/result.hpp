// Result<T> is std::expected<T, Error>. g++ 12 has no and_then, so TRY passes an error on:
//     TRY(auto account, find_account(tx, id));   // account is the value, or this function returns the error
//     TRY_VOID(check_scope(request));
#pragma once

#include "base/error.hpp"

#include <expected>
#include <utility>

namespace gatehouse {

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorCode code, std::string message, std::string field = {}, std::string detail = {}) {
    return std::unexpected<Error>(Error{code, std::move(message), std::move(field), std::move(detail), {}});
}

}  // namespace gatehouse

#define GATEHOUSE_JOIN_(a, b) a##b
#define GATEHOUSE_JOIN(a, b) GATEHOUSE_JOIN_(a, b)
#define GATEHOUSE_TRY_(name, declaration, expression)           \
    auto name = (expression);                                   \
    if (!name) return std::unexpected(std::move(name).error()); \
    declaration = std::move(*name)
#define TRY(declaration, ...) GATEHOUSE_TRY_(GATEHOUSE_JOIN(try_result_, __COUNTER__), declaration, (__VA_ARGS__))
#define TRY_VOID(...)                                                                                            \
    do {                                                                                                         \
        if (auto try_result = (__VA_ARGS__); !try_result) return std::unexpected(std::move(try_result).error()); \
    } while (false)
