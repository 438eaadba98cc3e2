#include "base/log.hpp"

#include "base/clock.hpp"
#include "base/json.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <boost/json/object.hpp>

namespace gatehouse {

namespace {

constexpr spdlog::level::level_enum to_spdlog(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return spdlog::level::debug;
        case LogLevel::info:
            return spdlog::level::info;
        case LogLevel::warn:
            return spdlog::level::warn;
        case LogLevel::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

constexpr std::string_view wire_name(LogLevel level) {
    constexpr std::string_view names[] = {"debug", "info", "warn", "error"};
    return names[static_cast<int>(level)];
}

spdlog::sink_ptr open_sink(const std::string& path) {
    if (!path.empty()) {
        try {
            return std::make_shared<spdlog::sinks::basic_file_sink_mt>(path);
        } catch (const spdlog::spdlog_ex&) {
            // A program that cannot open its log still has to say what it does.
        }
    }
    return std::make_shared<spdlog::sinks::stderr_sink_mt>();
}

}  // namespace

struct Log::Impl {
    std::string program;
    spdlog::logger logger;
    SystemClock clock;  // a log tells when it was written, whatever the program believes
};

Log::Log(std::string program, LogLevel at_least, const std::string& path)
    : impl_(new Impl{program, spdlog::logger(program, open_sink(path)), {}}) {
    impl_->logger.set_pattern("%v");
    impl_->logger.set_level(to_spdlog(at_least));
    impl_->logger.flush_on(spdlog::level::debug);
    impl_->logger.set_error_handler([](const std::string&) {});
}

Log::~Log() = default;

void Log::write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
    if (!impl_->logger.should_log(to_spdlog(level))) return;
    boost::json::object line{
        {"at", rfc3339(impl_->clock.now())}, {"level", wire_name(level)}, {"program", impl_->program}, {"event", event}};
    for (const auto& [name, value] : fields) std::visit([&, key = name](const auto& content) { line[key] = content; }, value);
    impl_->logger.log(to_spdlog(level), spdlog::string_view_t(json::dump(line)));
}

}  // namespace gatehouse
