#include "base/locked.hpp"
#include "base/text/catalogue.hpp"

#include <fmt/format.h>
#include <unicode/datefmt.h>
#include <unicode/timezone.h>
#include <cstdlib>

namespace gatehouse::text {
namespace {

std::unique_ptr<icu::DateFormat> make_format(const std::string& language, const char* skeleton) {
    UErrorCode status = U_ZERO_ERROR;
    // "en" is the British English of our texts: 24 November 2026, 14:02.
    const icu::Locale locale(language == "en" ? "en_GB" : language.c_str());
    std::unique_ptr<icu::DateFormat> format(icu::DateFormat::createInstanceForSkeleton(skeleton, locale, status));
    return U_SUCCESS(status) ? std::move(format) : nullptr;
}

// ICU's data for a language is loaded on first use and kept: 24 languages at start would cost 130 ms.
std::string format_with(std::string_view language, const char* skeleton, std::int64_t epoch_millis, const icu::TimeZone& zone) {
    static Locked<std::map<std::string, std::unique_ptr<icu::DateFormat>>> formats;
    return formats.with([&](auto& kept) {
        auto& format = kept[fmt::format("{}/{}", language, skeleton)];
        if (!format) format = make_format(std::string(language), skeleton);
        if (!format) return std::to_string(epoch_millis);
        format->setTimeZone(zone);
        icu::UnicodeString text;
        format->format(static_cast<UDate>(epoch_millis), text);
        std::string utf8;
        return text.toUTF8String(utf8);
    });
}

std::unique_ptr<icu::TimeZone> find_zone(std::string_view name) {
    return std::unique_ptr<icu::TimeZone>(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(std::string(name))));
}

// "UTC", "UTC+1", "UTC−3:30": the offset that is in force at that instant.
std::string offset_name(const icu::TimeZone& zone, std::int64_t epoch_millis) {
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t raw = 0;
    std::int32_t summer = 0;
    zone.getOffset(static_cast<UDate>(epoch_millis), 0, raw, summer, status);
    const int minutes = (raw + summer) / 60000;
    if (U_FAILURE(status) || minutes == 0) return "UTC";
    const auto* sign = minutes < 0 ? "−" : "+";
    const int size = std::abs(minutes);
    return size % 60 == 0 ? fmt::format("UTC{}{}", sign, size / 60) : fmt::format("UTC{}{}:{:02}", sign, size / 60, size % 60);
}

}  // namespace

std::string format_date_time(std::string_view language, std::int64_t epoch_millis, std::string_view zone) {
    const auto its = find_zone(zone);
    return fmt::format("{}, {} ({})", format_with(language, "yMMMMd", epoch_millis, *its), format_with(language, "Hm", epoch_millis, *its),
                       offset_name(*its, epoch_millis));
}

std::string format_date(std::string_view language, std::int64_t epoch_millis, std::string_view zone) {
    return format_with(language, "yMMMMd", epoch_millis, *find_zone(zone));
}

}  // namespace gatehouse::text
