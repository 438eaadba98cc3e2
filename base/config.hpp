// Strict TOML (toml++ stays behind config.cpp): every key must be asked for, so an unknown key, a wrong type or a
// value out of range is a start-up error "FILE:LINE: what; cure". Read all keys, then call finish().
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

class ConfigTable {
public:
    // Errors: ErrorCode::bad_input with "FILE:LINE:COLUMN: …" as message.
    static Result<ConfigTable> read_file(const std::string& path);
    static Result<ConfigTable> read_text(std::string_view text, const std::string& name_for_errors);

    Result<std::string> text(std::string_view key) const;  // required
    Result<std::string> text_or(std::string_view key, std::string fallback) const;
    Result<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most) const;
    Result<std::int64_t> integer_or(std::string_view key, std::int64_t least, std::int64_t most, std::int64_t fallback) const;
    Result<bool> flag_or(std::string_view key, bool fallback) const;
    Result<std::vector<std::string>> texts(std::string_view key) const;    // absent: empty list
    Result<std::optional<ConfigTable>> table(std::string_view key) const;  // [key]
    Result<std::vector<ConfigTable>> tables(std::string_view key) const;   // [[key]]; absent: empty
    std::vector<std::string> keys() const;                                 // in file order, for open-ended tables

    bool has(std::string_view key) const;
    std::string where() const;                      // "FILE:LINE" of this table
    std::string where(std::string_view key) const;  // "FILE:LINE" of the key, or of the table where absent
    // Error naming the first key of this table or a table below it that nobody asked for.
    Result<void> finish() const;

    struct Node;  // config.cpp

private:
    explicit ConfigTable(std::shared_ptr<Node> node) : node_(std::move(node)) {}
    std::shared_ptr<Node> node_;
};

}  // namespace gatehouse
