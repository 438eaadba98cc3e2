#include "base/text/collation.hpp"

#include <unicode/coll.h>
#include <algorithm>
#include <memory>

namespace gatehouse::text {

std::vector<std::pair<std::string, std::string>> sort_by_second(std::string_view language,
                                                                std::vector<std::pair<std::string, std::string>> rows) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Collator> order(icu::Collator::createInstance(icu::Locale(std::string(language).c_str()), status));
    if (U_FAILURE(status)) return rows;
    std::ranges::sort(rows, [&](const auto& left, const auto& right) {
        UErrorCode ignored = U_ZERO_ERROR;
        const auto result = order->compareUTF8(left.second, right.second, ignored);
        return result == UCOL_EQUAL ? left.first < right.first : result == UCOL_LESS;
    });
    return rows;
}

}  // namespace gatehouse::text
