#include "authz/model.hpp"

#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"

#include <array>
#include <utility>

namespace gatehouse::authz {

PersonId person_id(std::string_view issuer, std::string_view sub) {
    return PersonId(std::string(issuer) + " " + std::string(sub));
}

// An issuer is a URL and holds no blank; sub may not begin where the last blank is not the separator, so the first one counts.
std::string issuer_of(const PersonId& person) {
    return person.str().substr(0, person.str().find(' '));
}

std::string sub_of(const PersonId& person) {
    const auto blank = person.str().find(' ');
    return blank == std::string::npos ? "" : person.str().substr(blank + 1);
}

Kind kind_of_type(std::string_view organisation_type) {
    if (organisation_type == type::operator_) return Kind::operator_;
    if (organisation_type == type::control_body) return Kind::control_body;
    if (organisation_type == type::commission) return Kind::commission;
    return Kind::authority;
}

bool role_fits_type(std::string_view wanted, std::string_view organisation_type) {
    if (wanted == role::administrator) return true;
    if (organisation_type == type::operator_)
        return wanted == role::importer || wanted == role::first_consignee || wanted == role::exporter || wanted == role::producer;
    if (organisation_type == type::control_body) return wanted == role::control_body;
    if (organisation_type == type::bcp) return wanted == role::EAOC;
    if (organisation_type == type::cca) return wanted == role::OPL;
    return wanted == role::commission || wanted == role::auditor;
}

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

PostId post_id(std::string_view environment, std::string_view role, const OrganisationId& organisation, std::string_view scope) {
    std::string text = "gatehouse/post/v1";
    for (const std::string_view part : {environment, role, std::string_view(organisation.str()), scope}) {
        text += '\n';
        text += part;
    }
    return PostId("p" + base64url(crypto::sha256(text)).substr(0, 21));
}

}  // namespace gatehouse::authz
