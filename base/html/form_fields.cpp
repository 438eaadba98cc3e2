#include "base/html/form_fields.hpp"

#include <algorithm>

namespace gatehouse::html {
namespace {

std::string upper(std::string_view name) {
    std::string result(name);
    std::ranges::transform(result, result.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return result;
}

void fill_error(Values& values, const std::string& name, std::string_view error) {
    if (!error.empty()) values.add(name + "_ERROR").set("MESSAGE", error);
}

}  // namespace

void fill_field(Values& values, std::string_view name, std::string_view value, std::string_view error) {
    const auto variable = upper(name);
    values.set(variable, value);
    fill_error(values, variable, error);
}

void fill_select(Values& values, std::string_view name, const Options& options, std::string_view selected, std::string_view error) {
    const auto variable = upper(name);
    for (const auto& [value, label] : options) {
        values.add(variable + "_OPTION").set("VALUE", value).set("LABEL", label).show_if(value == selected, "SELECTED");
    }
    fill_error(values, variable, error);
}

Options language_options() {
    Options options;
    for (const auto& language : text::languages()) options.emplace_back(language.code, language.endonym);
    return options;
}

}  // namespace gatehouse::html
