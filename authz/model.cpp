#include "authz/model.hpp"

#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"

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

PostId post_id(std::string_view environment, std::string_view role, const OrganisationId& organisation, std::string_view scope) {
    std::string text = "gatehouse/post/v1";
    for (const std::string_view part : {environment, role, std::string_view(organisation.str()), scope}) {
        text += '\n';
        text += part;
    }
    return PostId("p" + base64url(crypto::sha256(text)).substr(0, 21));
}

}  // namespace gatehouse::authz
