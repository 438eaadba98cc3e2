// Stored words in the visitor's language: roles, countries, scopes, states, who decides.
#pragma once

#include "authz/actions/my_requests.hpp"
#include "authz/pages/visitor.hpp"

namespace gatehouse::authz {

std::string country_name(const Deps& deps, const html::Page& page, std::string_view country);
// "Germany" or "All countries"
std::string scope_name(const Deps& deps, const html::Page& page, std::string_view scope);
std::string role_name(const Deps& deps, const html::Page& page, std::string_view role);
std::string who_sentence(const Deps& deps, const html::Page& page, const WhoDecides& who);

struct Chip {
    std::string_view tone;  // "good", "wait", "info", "bad", ""
    std::string label;      // translated
};
Chip state_chip(const Deps& deps, const html::Page& page, std::string_view state);
// CHIP_TONE and CHIP of a row.
void fill_chip(html::Values& row, const Chip& chip);

std::string on_date(const html::Page& page, const Visitor& visitor, Instant at);  // "24 November 2026"
std::string at_time(const html::Page& page, const Visitor& visitor, Instant at);  // with time and zone
std::string how_long_ago(const Deps& deps, const html::Page& page, Instant at);   // "Today", "Yesterday", "6 days ago"
std::string address_line(const Organisation& organisation);                       // "Hafenstrasse 12, 20457 Hamburg"
std::string identifier_of(const Organisation& organisation);                      // code, EORI, VAT or other

}  // namespace gatehouse::authz
