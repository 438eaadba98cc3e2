// Inside the searches: rows with what the person already asked for or holds, cut to a page.
#pragma once

#include "authz/actions/search_organisations.hpp"

namespace gatehouse::authz {

Own own_of(std::int64_t open, std::int64_t held);
// rows beyond the page are dropped; next is set to the key of the last one kept.
FoundPage cut_page(std::vector<Found> rows, std::string (*key)(const Found&));

}  // namespace gatehouse::authz
