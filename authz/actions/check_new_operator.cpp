#include "authz/actions/create_operator.hpp"
#include "base/text/unicode.hpp"

#include <algorithm>
#include <array>

namespace gatehouse::authz {
namespace {

// Members of the Union, and XI for Northern Ireland; Greece's EORI begin with GR.
constexpr std::array<std::string_view, 28> eori_prefixes{"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI",
                                                         "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT",
                                                         "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI"};

struct TextField {
    std::string_view field;
    const std::string& value;
    std::size_t most;
    std::string_view missing;  // empty: optional
};

bool is_country(std::string_view code) {
    return code.size() == 2 && std::all_of(code.begin(), code.end(), [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

void check_text(const TextField& text, std::vector<FieldError>& wrong) {
    if (text::trim_spaces(text.value).empty()) {
        if (!text.missing.empty()) wrong.push_back({std::string(text.field), std::string(text.missing)});
    } else if (text::length(text.value) > text.most) {
        wrong.push_back({std::string(text.field), "This is too long; shorten it."});
    } else if (text::has_control_or_bidi(text.value)) {
        wrong.push_back({std::string(text.field), "This holds signs that cannot be shown; type it again."});
    }
}

void check_identity(const NewOperator& wanted, std::vector<FieldError>& wrong) {
    check_text({"name", wanted.name, 200, "Enter the name of the operator."}, wrong);
    if (!is_country(wanted.country)) wrong.push_back({"country", "Choose the country."});
    check_text({"region", wanted.region, 100, ""}, wrong);
    check_text({"address", wanted.address, 200, "Enter street and number."}, wrong);
    check_text({"postcode", wanted.postcode, 20, "Enter the postcode."}, wrong);
    check_text({"city", wanted.city, 100, "Enter the city."}, wrong);
}

void check_identifiers(const NewOperator& wanted, std::vector<FieldError>& wrong) {
    if (wanted.eori.empty()) {
        if (wanted.role == role::importer) wrong.push_back({"eori", "Enter the EORI number; organic importers need one."});
    } else if (normalise_eori(wanted.eori).empty()) {
        wrong.push_back({"eori", "This is not an EORI number: two letters of a Member State or XI, then up to 15 letters or digits."});
    }
    check_text({"vat", wanted.vat, 30, ""}, wrong);
    check_text({"other_identifier", wanted.other_identifier, 50, ""}, wrong);
}

void check_contact(const NewOperator& wanted, std::vector<FieldError>& wrong) {
    check_text({"phone", wanted.phone, 40, ""}, wrong);
    check_text({"fax", wanted.fax, 40, ""}, wrong);
    check_text({"email", wanted.email, 254, ""}, wrong);
    if (!wanted.email.empty() && wanted.email.find('@') == std::string::npos)
        wrong.push_back({"email", "This is not an e-mail address; correct it."});
    check_text({"website", wanted.website, 200, ""}, wrong);
    if (wanted.phone.empty() && wanted.fax.empty() && wanted.email.empty() && wanted.website.empty())
        wrong.push_back({"phone", "Give at least one of phone, fax, e-mail or website."});
}

}  // namespace

std::string normalise_eori(std::string_view typed) {
    std::string eori;
    for (const char letter : typed) {
        if (letter == ' ') continue;
        const char upper = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
        if ((upper < 'A' || upper > 'Z') && (upper < '0' || upper > '9')) return "";
        eori += upper;
    }
    if (eori.size() < 3 || eori.size() > 17) return "";
    const std::string_view prefix = std::string_view(eori).substr(0, 2);
    return std::find(eori_prefixes.begin(), eori_prefixes.end(), prefix) == eori_prefixes.end() ? "" : eori;
}

std::vector<FieldError> check_new_operator(const NewOperator& wanted) {
    std::vector<FieldError> wrong;
    check_identity(wanted, wrong);
    if (activity_of_role(wanted.role).empty()) wrong.push_back({"activity", "Choose the activity."});
    check_identifiers(wanted, wrong);
    check_contact(wanted, wrong);
    return wrong;
}

}  // namespace gatehouse::authz
