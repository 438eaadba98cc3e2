#include "connectors/ldap/name.hpp"

#include <fmt/format.h>

namespace gatehouse::ldap {
namespace {

std::string entry(std::string_view attribute, std::string_view value, std::string_view unit, const std::string& suffix) {
    return fmt::format("{}={},ou={},{}", attribute, escape_dn_value(value), unit, suffix);
}

}  // namespace

std::string escape_dn_value(std::string_view value) {
    std::string out;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        const bool at_edge = (i == 0 && (c == ' ' || c == '#')) || (i + 1 == value.size() && c == ' ');
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            out += fmt::format("\\{:02x}", static_cast<unsigned char>(c));
        else if (at_edge || std::string_view("\"+,;<>\\=").find(c) != std::string_view::npos)
            (out += '\\') += c;
        else
            out += c;
    }
    return out;
}

std::string escape_filter_value(std::string_view value) {
    std::string out;
    for (const char c : value) {
        if (c == '\0' || std::string_view("*()\\").find(c) != std::string_view::npos)
            out += fmt::format("\\{:02x}", static_cast<unsigned char>(c));
        else
            out += c;
    }
    return out;
}

std::string Names::person(std::string_view sub) const {
    return entry("uid", sub, "people", suffix_);
}
std::string Names::organisation(std::string_view id) const {
    return entry("gatehouseId", id, "organisations", suffix_);
}
std::string Names::post(std::string_view id) const {
    return entry("gatehouseId", id, "posts", suffix_);
}
std::string Names::grant(std::string_view id) const {
    return entry("gatehouseId", id, "grants", suffix_);
}

}  // namespace gatehouse::ldap
