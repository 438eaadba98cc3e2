// A set of scope words in their order (RFC 6749 section 3.3).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::idp {

class Scope {
public:
    Scope() = default;
    explicit Scope(std::string_view words);  // separated by spaces; a word twice is one

    bool has(std::string_view word) const;
    bool empty() const { return words_.empty(); }
    bool within(const Scope& wider) const;
    Scope without(std::string_view word) const;
    Scope joined_with(const Scope& other) const;
    std::string str() const;  // "openid profile"
    const std::vector<std::string>& words() const& { return words_; }
    std::vector<std::string> words() && { return std::move(words_); }  // a loop over a temporary's words keeps them
    // Only the letters that RFC 6749 allows, and at least one word.
    static bool well_formed(std::string_view text);

private:
    std::vector<std::string> words_;
};

}  // namespace gatehouse::idp
