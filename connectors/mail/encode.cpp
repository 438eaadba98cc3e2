// The three encodings of mail: RFC 2047 words, quoted-printable, and dates.
#include "base/encoding.hpp"
#include "connectors/mail/message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace gatehouse::mail {
namespace {

bool is_printable_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; });
}

// The longest start of text with at most `most` bytes that does not cut a UTF-8 sequence.
std::string_view whole_letters(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end == 0 ? most : end);
}

std::string quoted_byte(unsigned char byte) {
    return fmt::format("={:02X}", byte);
}

// One letter of a line: itself, or =XX; a space or tab at the end of a line must be quoted.
std::string quoted_letter(char c, bool at_line_end) {
    const auto byte = static_cast<unsigned char>(c);
    const bool blank = c == ' ' || c == '\t';
    if (blank) return at_line_end ? quoted_byte(byte) : std::string(1, c);
    if (byte > 0x20 && byte < 0x7f && c != '=') return std::string(1, c);
    return quoted_byte(byte);
}

void append_quoted_line(std::string& out, std::string_view line) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const std::string piece = quoted_letter(line[i], i + 1 == line.size());
        if (width + piece.size() > 75) {  // one column is kept for the soft break's "="
            out += "=\r\n";
            width = 0;
        }
        out += piece;
        width += piece.size();
    }
}

}  // namespace

std::string encoded_header(std::string_view text) {
    if (text.size() <= 64 && is_printable_ascii(text) && text.find("=?") == std::string_view::npos) return std::string(text);
    std::string out;
    while (!text.empty()) {
        const std::string_view piece = whole_letters(text, 42);  // 56 base64 letters and 12 of frame: 68 bytes
        if (!out.empty()) out += "\r\n ";
        out += fmt::format("=?UTF-8?B?{}?=", base64(piece));
        text.remove_prefix(piece.size());
    }
    return out;
}

std::string quoted_printable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        append_quoted_line(out, line);
        out += "\r\n";
    }
    return out;
}

std::string date_header(std::int64_t epoch_millis) {
    using namespace std::chrono;
    static constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const sys_seconds at = floor<seconds>(sys_time<milliseconds>{milliseconds{epoch_millis}});
    const sys_days day = floor<std::chrono::days>(at);
    const year_month_day date{day};
    const hh_mm_ss time{at - day};
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", days[weekday{day}.c_encoding()], static_cast<unsigned>(date.day()),
                       months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()), time.hours().count(),
                       time.minutes().count(), time.seconds().count());
}

}  // namespace gatehouse::mail
