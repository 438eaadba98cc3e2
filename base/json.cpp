#include "base/json.hpp"

#include <fmt/format.h>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value_stack.hpp>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <utility>
#include <vector>

namespace gatehouse::json {

namespace bj = boost::json;

namespace {

// What Boost.JSON's own parser lets pass: duplicate members (the last one wins there) and numbers that are no double.
enum class Refused { nothing, duplicate_member, number_range };

class Builder {
public:
    constexpr static std::size_t max_object_size = bj::object::max_size();
    constexpr static std::size_t max_array_size = bj::array::max_size();
    constexpr static std::size_t max_key_size = bj::string::max_size();
    constexpr static std::size_t max_string_size = bj::string::max_size();

    using Failure = bj::error_code;

    bool on_document_begin(Failure&) {
        stack.reset();
        return true;
    }
    bool on_document_end(Failure&) { return true; }
    bool on_object_begin(Failure&) {
        members.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t count, Failure& failure) {
        std::vector<std::string> names = std::move(members.back());
        members.pop_back();
        std::sort(names.begin(), names.end());
        if (const auto twice = std::adjacent_find(names.begin(), names.end()); twice != names.end()) {
            subject = *twice;
            return refuse(Refused::duplicate_member, failure);
        }
        stack.push_object(count);
        return true;
    }
    bool on_array_begin(Failure&) { return true; }
    bool on_array_end(std::size_t count, Failure&) {
        stack.push_array(count);
        return true;
    }
    bool on_key_part(bj::string_view part, std::size_t, Failure&) {
        key.append(part);
        stack.push_chars(part);
        return true;
    }
    bool on_key(bj::string_view part, std::size_t, Failure&) {
        key.append(part);
        members.back().push_back(std::exchange(key, {}));
        stack.push_key(part);
        return true;
    }
    bool on_string_part(bj::string_view part, std::size_t, Failure&) {
        stack.push_chars(part);
        return true;
    }
    bool on_string(bj::string_view part, std::size_t, Failure&) {
        stack.push_string(part);
        return true;
    }
    bool on_number_part(bj::string_view part, Failure&) {
        number.append(part);
        return true;
    }
    bool on_int64(std::int64_t value, bj::string_view, Failure&) {
        number.clear();
        stack.push_int64(value);
        return true;
    }
    bool on_uint64(std::uint64_t value, bj::string_view, Failure&) {
        number.clear();
        stack.push_uint64(value);
        return true;
    }
    // Boost 1.81 rounds doubles carelessly, so the text is read again exactly; a canonical form hangs on the last bit.
    bool on_double(double, bj::string_view part, Failure& failure) {
        number.append(part);
        double value = 0;
        const auto [end, problem] = std::from_chars(number.data(), number.data() + number.size(), value);
        if (problem != std::errc{} || end != number.data() + number.size()) return refuse(Refused::number_range, failure);
        number.clear();
        stack.push_double(value);
        return true;
    }
    bool on_bool(bool value, Failure&) {
        stack.push_bool(value);
        return true;
    }
    bool on_null(Failure&) {
        stack.push_null();
        return true;
    }
    bool on_comment_part(bj::string_view, Failure&) { return true; }
    bool on_comment(bj::string_view, Failure&) { return true; }

    bj::value_stack stack;
    std::vector<std::vector<std::string>> members;  // names seen so far, one list per open object
    std::string key;
    std::string number;
    std::string subject;
    Refused refused = Refused::nothing;

private:
    bool refuse(Refused why, Failure& failure) {
        refused = why;
        failure = bj::error::exception;
        return false;
    }
};

std::string reason(const Builder& builder, const bj::error_code& failure) {
    switch (builder.refused) {
        case Refused::duplicate_member:
            return fmt::format("the member \"{}\" occurs twice", builder.subject);
        case Refused::number_range:
            return "a number is out of range";
        case Refused::nothing:
            break;
    }
    return failure ? failure.message() : std::string("more text follows the value");
}

// RFC 8785 section 3.2.2.2
void write_text(std::string& out, std::string_view text) {
    constexpr std::string_view named = "\b\t\n\f\r\"\\";
    constexpr std::string_view letters = "btnfr\"\\";
    out += '"';
    for (const char c : text) {
        if (const auto at = named.find(c); at != std::string_view::npos) {
            out += '\\';
            out += letters[at];
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    out += '"';
}

// ECMAScript Number::toString (RFC 8785 section 3.2.2.3) from the shortest digits that read back as the same double.
std::string ecmascript_number(double value) {
    if (value == 0) return "0";
    char buffer[40];
    const auto written = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
    std::string_view text(buffer, static_cast<std::size_t>(written.ptr - buffer));
    const std::string sign = text.front() == '-' ? "-" : "";
    text.remove_prefix(sign.size());
    const auto e = text.find('e');
    int exponent = 0;
    const auto digits_of_exponent = text.substr(text[e + 1] == '+' ? e + 2 : e + 1);
    std::from_chars(digits_of_exponent.data(), digits_of_exponent.data() + digits_of_exponent.size(), exponent);
    std::string digits(1, text[0]);
    if (e > 2) digits += text.substr(2, e - 2);
    const int k = static_cast<int>(digits.size());
    const int n = exponent + 1;
    if (k <= n && n <= 21) return sign + digits + std::string(static_cast<std::size_t>(n - k), '0');
    if (0 < n && n <= 21) return sign + digits.substr(0, static_cast<std::size_t>(n)) + "." + digits.substr(static_cast<std::size_t>(n));
    if (-6 < n && n <= 0) return sign + "0." + std::string(static_cast<std::size_t>(-n), '0') + digits;
    const std::string fraction = k == 1 ? "" : "." + digits.substr(1);
    return fmt::format("{}{}{}e{}{}", sign, digits[0], fraction, n > 0 ? "+" : "-", std::abs(n - 1));
}

// The order of UTF-16 code units differs from that of UTF-8 bytes only between U+E000–U+FFFF (first byte 0xEE, 0xEF)
// and what UTF-16 writes as surrogates (first byte 0xF0 and above): there the surrogates come first.
bool utf16_before(std::string_view a, std::string_view b) {
    const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (right == b.end()) return false;
    if (left == a.end()) return true;
    const auto x = static_cast<unsigned char>(*left);
    const auto y = static_cast<unsigned char>(*right);
    const bool x_above = x >= 0xee && x <= 0xef;
    const bool y_above = y >= 0xee && y <= 0xef;
    if (x_above && y >= 0xf0) return false;
    if (y_above && x >= 0xf0) return true;
    return x < y;
}

enum class Order { canonical, as_is };

void write(std::string& out, const bj::value& value, Order order);

void write_object(std::string& out, const bj::object& object, Order order) {
    std::vector<const bj::key_value_pair*> members;
    for (const auto& member : object) members.push_back(&member);
    if (order == Order::canonical)
        std::sort(members.begin(), members.end(), [](const auto* a, const auto* b) { return utf16_before(a->key(), b->key()); });
    out += '{';
    for (const auto* member : members) {
        if (member != members.front()) out += ',';
        write_text(out, member->key());
        out += ':';
        write(out, member->value(), order);
    }
    out += '}';
}

void write_array(std::string& out, const bj::array& array, Order order) {
    out += '[';
    for (std::size_t i = 0; i < array.size(); ++i) {
        if (i > 0) out += ',';
        write(out, array[i], order);
    }
    out += ']';
}

// Integers beyond 2^53 are no exact doubles; the canonical form writes the double that every other implementation reads.
std::string number_text(const bj::value& value, Order order) {
    constexpr std::int64_t exact = std::int64_t{1} << 53;
    if (value.is_double()) return ecmascript_number(value.get_double());
    if (value.is_uint64()) {
        const auto number = value.get_uint64();
        return order == Order::as_is || number <= std::uint64_t{exact} ? fmt::to_string(number)
                                                                       : ecmascript_number(static_cast<double>(number));
    }
    const auto number = value.get_int64();
    return order == Order::as_is || (number <= exact && number >= -exact) ? fmt::to_string(number)
                                                                          : ecmascript_number(static_cast<double>(number));
}

void write(std::string& out, const bj::value& value, Order order) {
    switch (value.kind()) {
        case bj::kind::null:
            out += "null";
            break;
        case bj::kind::bool_:
            out += value.get_bool() ? "true" : "false";
            break;
        case bj::kind::string:
            write_text(out, value.get_string());
            break;
        case bj::kind::array:
            write_array(out, value.get_array(), order);
            break;
        case bj::kind::object:
            write_object(out, value.get_object(), order);
            break;
        default:
            out += number_text(value, order);
    }
}

}  // namespace

Result<bj::value> parse(std::string_view text, Limits limits) {
    if (text.size() > limits.bytes)
        return fail(ErrorCode::invalid_request, fmt::format("The JSON text is longer than {} bytes; send less.", limits.bytes));
    bj::parse_options options;
    options.max_depth = limits.depth;
    bj::basic_parser<Builder> parser(options);
    bj::error_code failure;
    const std::size_t read = parser.write_some(false, text.data(), text.size(), failure);
    Builder& builder = parser.handler();
    if (failure || read != text.size())
        return fail(ErrorCode::invalid_request, fmt::format("This is not valid JSON: at byte {}, {}.", read, reason(builder, failure)));
    return builder.stack.release();
}

std::string canonical(const bj::value& value) {
    std::string out;
    write(out, value, Order::canonical);
    return out;
}

std::string dump(const bj::value& value) {
    std::string out;
    write(out, value, Order::as_is);
    return out;
}

Result<std::optional<std::string>> optional_text(const bj::object& object, std::string_view member) {
    const bj::value* value = object.if_contains(member);
    if (value == nullptr) return std::nullopt;
    if (!value->is_string())
        return fail(ErrorCode::invalid_request, fmt::format("The member \"{}\" must be a string.", member), std::string(member));
    return std::string(value->get_string());
}

Result<std::string> required_text(const bj::object& object, std::string_view member) {
    TRY(auto value, optional_text(object, member));
    if (!value) return fail(ErrorCode::invalid_request, fmt::format("The member \"{}\" is missing.", member), std::string(member));
    return *std::move(value);
}

}  // namespace gatehouse::json
