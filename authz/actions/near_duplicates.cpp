#include "authz/actions/create_operator.hpp"
#include "authz/actions/search_pattern.hpp"
#include "authz/store/organisations.hpp"
#include "base/text/unicode.hpp"

#include <algorithm>
#include <sstream>

namespace gatehouse::authz {
namespace {

constexpr std::size_t most = 5;

// clang-format off
#define ORGANISATION_COLUMNS                                                                                                    \
    "SELECT o.id, o.type, o.country, o.name, o.code, o.eori, o.vat, o.other_identifier, o.region, o.address, o.postcode, o.city, " \
    "o.phone, o.fax, o.email, o.website, o.status, o.responsible, o.origin, o.filed_by, o.created_at, o.version "                 \
    "FROM organisation o WHERE o.type = 'operator' AND o.status IN ('valid', 'to_be_validated', 'suspended') "
// clang-format on

// The longest word of the name tells more than the first.
std::string longest_word(const std::string& key) {
    std::istringstream words(key);
    std::string longest;
    for (std::string word; words >> word;)
        if (word.size() > longest.size()) longest = word;
    return longest;
}

class Collecting {
public:
    void add(const std::vector<sql::Row>& rows, NearDuplicate::Why why) {
        for (const auto& row : rows) {
            Organisation found = organisation_of(row);
            const bool known =
                std::any_of(list_.begin(), list_.end(), [&](const auto& other) { return other.organisation.id == found.id; });
            if (!known && list_.size() < most) list_.push_back({std::move(found), why});
        }
    }
    std::vector<NearDuplicate> take() { return std::move(list_); }

private:
    std::vector<NearDuplicate> list_;
};

}  // namespace

Result<std::vector<NearDuplicate>> near_duplicates(const ActionContext& context, const NewOperator& wanted) {
    const std::string eori = normalise_eori(wanted.eori), key = text::search_key(wanted.name);
    const std::string word = longest_word(key);
    return context.db.read([&](sql::ReadTx& tx) -> Result<std::vector<NearDuplicate>> {
        Collecting found;
        if (!eori.empty()) found.add(tx.query(ORGANISATION_COLUMNS "AND o.eori = :eori", {eori}), NearDuplicate::Why::same_eori);
        if (!key.empty())
            found.add(tx.query(ORGANISATION_COLUMNS "AND o.name_key = :key AND o.country = :country ORDER BY o.id LIMIT 5",
                               {key, wanted.country}),
                      NearDuplicate::Why::same_name);
        if (word.size() >= 4)
            found.add(tx.query(ORGANISATION_COLUMNS "AND o.country = :country AND o.name_key LIKE :word ORDER BY o.name_key, o.id LIMIT 5",
                               {wanted.country, search_patterns(word)[0]}),
                      NearDuplicate::Why::similar);
        return found.take();
    });
}

}  // namespace gatehouse::authz
