#include "authz/actions/found_rows.hpp"

namespace gatehouse::authz {

Own own_of(std::int64_t open, std::int64_t held) {
    return held > 0 ? Own::held : open > 0 ? Own::pending : Own::nothing;
}

FoundPage cut_page(std::vector<Found> rows, std::string (*key)(const Found&)) {
    FoundPage page;
    const bool more = rows.size() > search_page;
    if (more) rows.resize(search_page);
    if (more) page.next = key(rows.back());
    page.rows = std::move(rows);
    return page;
}

}  // namespace gatehouse::authz
