// A typed identifier: an organisation's id cannot be passed where a person's is wanted.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace gatehouse {

template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(std::string value) : value_(std::move(value)) {}
    const std::string& str() const { return value_; }
    bool empty() const { return value_.empty(); }
    auto operator<=>(const Id&) const = default;

private:
    std::string value_;
};

}  // namespace gatehouse

template <class Tag>
struct std::hash<gatehouse::Id<Tag>> {
    std::size_t operator()(const gatehouse::Id<Tag>& id) const noexcept { return std::hash<std::string>{}(id.str()); }
};
