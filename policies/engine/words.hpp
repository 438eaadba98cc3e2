// The words of the policy language and the C++ values they name: one table each, read both ways.
#pragma once

#include "policies/engine/policy.hpp"

#include <array>
#include <optional>
#include <utility>

namespace gatehouse::policy {

template <class T, std::size_t N>
using Words = std::array<std::pair<std::string_view, T>, N>;

inline constexpr Words<Kind, 4> kind_words{{{"operator", Kind::operator_},
                                            {"control_body", Kind::control_body},
                                            {"authority", Kind::authority},
                                            {"commission", Kind::commission}}};
inline constexpr Words<Verb, 3> verb_words{{{"decide_post", Verb::decide_post},
                                            {"decide_organisation", Verb::decide_organisation},
                                            {"decide_administrator", Verb::decide_administrator}}};
inline constexpr Words<By, 3> by_words{
    {{"national_authority", By::national_authority}, {"commission", By::commission}, {"administrator", By::administrator}}};
inline constexpr Words<Rule::When, 2> when_words{
    {{"always", Rule::When::always}, {"country_has_no_authority", Rule::When::country_has_no_authority}}};
inline constexpr Words<Never::What, 4> never_words{{{"decides_own", Never::What::decides_own},
                                                    {"decides_what_they_filed", Never::What::decides_what_they_filed},
                                                    {"outside_own_scope", Never::What::outside_own_scope},
                                                    {"other_environment", Never::What::other_environment}}};
// Each organisation type belongs to one kind.
inline constexpr Words<Kind, 5> type_words{{{"operator", Kind::operator_},
                                            {"control_body", Kind::control_body},
                                            {"bcp", Kind::authority},
                                            {"cca", Kind::authority},
                                            {"commission", Kind::commission}}};

template <class T, std::size_t N>
constexpr std::optional<T> value_of(const Words<T, N>& words, std::string_view word) {
    for (const auto& [text, value] : words)
        if (text == word) return value;
    return std::nullopt;
}

template <class T, std::size_t N>
constexpr std::string_view word_of(const Words<T, N>& words, T value) {
    for (const auto& [text, known] : words)
        if (known == value) return text;
    return "";
}

template <class T, std::size_t N>
std::string list_of(const Words<T, N>& words) {
    std::string list;
    for (const auto& [text, value] : words) list += (list.empty() ? "" : ", ") + std::string(text);
    return list;
}

}  // namespace gatehouse::policy
