#include "authz/store/post_row.hpp"

#include <stdexcept>

namespace gatehouse::authz {

Post post_of(const sql::Row& row, std::size_t first) {
    const auto kind = policy::kind(row.text(first + 4));
    if (!kind) throw std::logic_error("a post has an unknown kind");
    return {PostId(row.text(first)), row.text(first + 1), OrganisationId(row.text(first + 2)), row.text(first + 3), *kind};
}

}  // namespace gatehouse::authz
