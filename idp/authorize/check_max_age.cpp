#include "idp/authorize/checks.hpp"

#include <algorithm>
#include <charconv>

namespace gatehouse::idp {

Result<void> check_max_age(Checking& checking) {
    const auto text = checking.parameters.get("max_age");
    if (text.empty()) return {};
    constexpr std::int64_t ten_years = 315'360'000;
    std::int64_t seconds = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (problem != std::errc{} || end != text.data() + text.size() || seconds < 0)
        return fail(ErrorCode::invalid_request, "max_age must be a number of seconds, not negative.", "max_age");
    checking.request.max_age = Seconds(std::min(seconds, ten_years));
    return {};
}

}  // namespace gatehouse::idp
