// A value that cannot be printed, logged or compared by accident, and is wiped when it goes.
#pragma once

#include <string>
#include <string_view>

namespace gatehouse {

class Secret {
public:
    Secret() = default;
    explicit Secret(std::string value) : value_(std::move(value)) {}
    Secret(const Secret&) = default;
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret other) noexcept;
    ~Secret();

    // The one way to read it; search for this word to see every place that does.
    std::string_view reveal() const { return value_; }
    bool empty() const { return value_.empty(); }

    bool operator==(const Secret&) const = delete;  // use crypto::equal (constant time)

private:
    std::string value_;
};

}  // namespace gatehouse
