// What the search pages share: country list, own chips, cursor links, the dialog over the ticked rows.
#pragma once

#include "authz/actions/search_organisations.hpp"
#include "authz/pages/visitor.hpp"
#include "base/html/form_fields.hpp"

namespace gatehouse::authz {

html::Options country_options(const Deps& deps, const html::Page& page);

// The request's path with its query, without `dropped`.
std::string link_without(const http::Request& request, std::initializer_list<std::string_view> dropped);
// The hidden inputs that carry the search along: sections HIDDEN with NAME and VALUE.
void fill_hidden(html::Values& values, const http::Request& request, std::initializer_list<std::string_view> kept);
void fill_next(html::Values& values, const http::Request& request, const std::string& next);

enum class MayAsk { yes, no };
// Another kind is fixed: an alert says why, and nothing can be ticked.
Result<MayAsk> may_ask(const Deps& deps, const Visitor& visitor, html::Page& page, Kind kind);

// One row's tick: TICK with VALUE (and CHECKED), or a chip HELD, PENDING.
void fill_tick(html::Values& row, const http::Request& request, MayAsk may, Own own, const std::string& value);

// With ?step=confirm and something ticked: DIALOG with the request form. Without anything ticked: an alert.
Result<void> fill_dialog(const Deps& deps, const http::Request& request, const Visitor& visitor, html::Page& page);

}  // namespace gatehouse::authz
