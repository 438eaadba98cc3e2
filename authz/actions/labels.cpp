// The words people read for stored words; English, msgids of all pages.
#include "authz/model.hpp"

#include <array>
#include <utility>

namespace gatehouse::authz {
namespace {

using Label = std::pair<std::string_view, std::string_view>;

constexpr std::array<Label, 10> role_labels{{{role::importer, "Organic importer"},
                                             {role::first_consignee, "First consignee"},
                                             {role::exporter, "Organic exporter"},
                                             {role::producer, "Organic producer"},
                                             {role::control_body, "Organic control body"},
                                             {role::EAOC, "EAOC – Endorsing Authority for Organic Certification (formerly CAFOP)"},
                                             {role::OPL, "OPL – Organic Production and Labelling (formerly CAOPL)"},
                                             {role::commission, "Commission"},
                                             {role::auditor, "Auditor"},
                                             {role::administrator, "Administrator"}}};

constexpr std::array<Label, 5> type_labels{{{type::operator_, "Operator"},
                                            {type::control_body, "Organic control body"},
                                            {type::bcp, "Border control post (BCP)"},
                                            {type::cca, "Central competent authority (CCA)"},
                                            {type::commission, "Commission"}}};

template <std::size_t N>
std::string_view label(const std::array<Label, N>& labels, std::string_view word) {
    for (const auto& [known, text] : labels)
        if (known == word) return text;
    return "Unknown";
}

}  // namespace

std::string_view role_label(std::string_view wanted) {
    return label(role_labels, wanted);
}

std::string_view activity_of_role(std::string_view wanted) {
    constexpr std::array<Label, 4> activities{{{role::importer, "organic_importer"},
                                               {role::first_consignee, "first_consignee"},
                                               {role::exporter, "organic_exporter"},
                                               {role::producer, "organic_producer"}}};
    for (const auto& [known, activity] : activities)
        if (known == wanted) return activity;
    return "";
}

std::string_view type_label(std::string_view organisation_type) {
    return label(type_labels, organisation_type);
}

}  // namespace gatehouse::authz
