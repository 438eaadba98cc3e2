// Strict JSON on Boost.JSON: at most 64 KiB unless said otherwise, depth 32, no duplicate member, valid UTF-8,
// nothing after the value. canonical() is RFC 8785 (members sorted by UTF-16 code units, shortest numbers).
#pragma once

#include "base/result.hpp"

#include <boost/json/fwd.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::json {

struct Limits {
    std::size_t bytes = 64 * 1024;
    std::size_t depth = 32;
};

// Errors: ErrorCode::invalid_request, message names the offset and the reason.
Result<boost::json::value> parse(std::string_view text, Limits limits = {});
std::string canonical(const boost::json::value& value);
std::string dump(const boost::json::value& value);

// Member access for protocol messages: absent gives nullopt, a wrong type gives an error naming the member.
Result<std::optional<std::string>> optional_text(const boost::json::object& object, std::string_view member);
Result<std::string> required_text(const boost::json::object& object, std::string_view member);

}  // namespace gatehouse::json
