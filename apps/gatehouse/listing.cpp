#include "apps/gatehouse/listing.hpp"

#include "base/json.hpp"
#include "base/text/unicode.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>

namespace gatehouse::commands {

namespace {

using Cells = std::vector<std::string>;

std::string plain(std::string text) {
    std::ranges::replace_if(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return text::has_control_or_bidi(text) ? fmt::format("({} signs that are not shown)", text::length(text)) : text;
}

std::string cell(const boost::json::object& row, const std::string& column) {
    const auto* value = row.if_contains(column);
    if (value == nullptr || value->is_null()) return "";
    if (value->is_string()) return plain(std::string(value->get_string()));
    if (!value->is_array()) return json::dump(*value);
    std::string joined;
    for (const auto& one : value->get_array()) joined += (joined.empty() ? "" : " ") + plain(std::string(one.as_string()));
    return joined;
}

std::vector<std::size_t> widths(const std::vector<Cells>& lines) {
    std::vector<std::size_t> widest(lines.front().size(), 0);
    for (const auto& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i) widest[i] = std::max(widest[i], text::length(line[i]));
    return widest;
}

std::string aligned(const Cells& line, const std::vector<std::size_t>& widest) {
    std::string made;
    for (std::size_t i = 0; i < line.size(); ++i) {
        made += line[i];
        made.append(widest[i] - text::length(line[i]) + 2, ' ');
    }
    made.erase(made.find_last_not_of(' ') + 1);
    return made + "\n";
}

std::string as_table(const Listing& listing) {
    std::vector<Cells> lines{listing.columns};
    for (const auto& row : listing.rows) {
        Cells& line = lines.emplace_back();
        for (const auto& column : listing.columns) line.push_back(cell(row, column));
    }
    const auto widest = widths(lines);
    std::string made;
    for (const auto& line : lines) made += aligned(line, widest);
    if (!listing.next.empty()) made += fmt::format("More: add --after {}\n", listing.next);
    return made;
}

std::string as_json(const Listing& listing) {
    boost::json::object page;
    auto& rows = page["rows"].emplace_array();
    for (const auto& row : listing.rows) rows.emplace_back(row);
    if (listing.next.empty())
        page["next"] = nullptr;
    else
        page["next"] = listing.next;
    return json::dump(page) + "\n";
}

}  // namespace

std::string render(const Listing& listing, Format format) {
    return format == Format::json ? as_json(listing) : as_table(listing);
}

void print(const Listing& listing, Format format) {
    fmt::print("{}", render(listing, format));
}

}  // namespace gatehouse::commands
