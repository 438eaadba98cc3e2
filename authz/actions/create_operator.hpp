// "Create a new operator": the operator (to be validated) and the creator's own request, registered together.
#pragma once

#include "authz/actions/submit_request.hpp"

namespace gatehouse::authz {

struct NewOperator {
    std::string name, country, region, address, postcode, city;
    std::string eori;  // mandatory for organic importers; normalised (upper case, no blanks)
    std::string vat, other_identifier;
    std::string phone, fax, email, website;  // at least one
    std::string role;                        // the one activity: importer, first_consignee, exporter, producer
    std::optional<OrganisationId> responsible;
};

struct OperatorCreated {
    OrganisationId organisation;
    Submitted request;
};

struct FieldError {
    std::string field, message;
};

// All that is wrong with the form, in its order; empty: acceptable.
std::vector<FieldError> check_new_operator(const NewOperator& wanted);
// "de 123 45" → "DE12345"; not an EORI: empty (facts: two letters of an EU member or XI, then 1–15 letters or digits).
std::string normalise_eori(std::string_view typed);

struct NearDuplicate {
    Organisation organisation;
    enum class Why { same_eori, same_name, similar } why = Why::similar;
};
// Same EORI first, then same folded name in the country, then similar (name words, identifier, postcode); at most 5.
Result<std::vector<NearDuplicate>> near_duplicates(const ActionContext& context, const NewOperator& wanted);

// submission.posts is ignored. Errors: as submit_request; bad_input (first FieldError); conflict (same EORI exists).
Result<OperatorCreated> create_operator(const ActionContext& context, const NewOperator& wanted, const Submission& submission);

}  // namespace gatehouse::authz
