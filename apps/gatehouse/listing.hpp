// A page of a list: an aligned table for people, JSON for programs.
#pragma once

#include "apps/gatehouse/console.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace gatehouse::commands {

struct Listing {
    std::vector<std::string> columns;       // members shown in the table, in order; JSON shows all members
    std::vector<boost::json::object> rows;  // text, numbers, or arrays of text
    std::string next;                       // cursor of the next page; empty: the end
};

inline constexpr int page_size = 50;

// Table: heading, rows, and after a full page the hint "More: add --after CURSOR". JSON: {"rows": […], "next": "…"|null} on one line.
// Control characters never reach the terminal.
std::string render(const Listing& listing, Format format);
void print(const Listing& listing, Format format);

}  // namespace gatehouse::commands
