// JSON lines: {"at","level","program","event", fields…}. spdlog stays behind log.cpp.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace gatehouse {

enum class LogLevel { debug, info, warn, error };

// Secret has no conversion to this, so that a secret in a log does not compile.
using LogField = std::pair<std::string_view, std::variant<std::string, std::int64_t>>;

class Log {
public:
    // path empty: standard error. Never throws; never blocks on a slow disk for longer than one write.
    Log(std::string program, LogLevel at_least, const std::string& path = {});
    ~Log();
    void write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});
    void info(std::string_view event, std::initializer_list<LogField> fields = {}) { write(LogLevel::info, event, fields); }
    void warn(std::string_view event, std::initializer_list<LogField> fields = {}) { write(LogLevel::warn, event, fields); }
    void error(std::string_view event, std::initializer_list<LogField> fields = {}) { write(LogLevel::error, event, fields); }

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse
