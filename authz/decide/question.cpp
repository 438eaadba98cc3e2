#include "authz/decide/question.hpp"

#include "base/json.hpp"

#include <boost/json/object.hpp>

namespace gatehouse::authz {
namespace {

Result<const boost::json::object*> object_member(const boost::json::object& body, std::string_view name) {
    const auto* member = body.if_contains(name);
    if (member == nullptr || !member->is_object()) {
        return fail(ErrorCode::invalid_request, "The member \"" + std::string(name) + "\" must be an object.", std::string(name));
    }
    return &member->get_object();
}

Result<std::string> text_member(const boost::json::object& object, std::string_view of, std::string_view name) {
    const auto* member = object.if_contains(name);
    if (member == nullptr || !member->is_string() || member->get_string().empty()) {
        const std::string path = std::string(of) + "." + std::string(name);
        return fail(ErrorCode::invalid_request, "The member \"" + path + "\" must be a text that is not empty.", path);
    }
    return std::string(member->get_string());
}

// AuthZEN: properties and context are optional, but must be objects where they stand.
Result<void> object_if_present(const boost::json::object& object, std::string_view name) {
    const auto* member = object.if_contains(name);
    if (member == nullptr || member->is_object()) return {};
    return fail(ErrorCode::invalid_request, "The member \"" + std::string(name) + "\" must be an object.", std::string(name));
}

}  // namespace

Result<Evaluation> read_evaluation(std::string_view body) {
    TRY(const auto value, json::parse(body));
    if (!value.is_object()) return fail(ErrorCode::invalid_request, "The body must be a JSON object.");
    const auto& object = value.get_object();
    TRY(const auto* subject, object_member(object, "subject"));
    TRY(const auto* action, object_member(object, "action"));
    TRY(const auto* resource, object_member(object, "resource"));
    TRY_VOID(object_if_present(object, "context"));
    for (const auto* part : {subject, action, resource}) TRY_VOID(object_if_present(*part, "properties"));
    Evaluation asked;
    TRY(asked.subject_type, text_member(*subject, "subject", "type"));
    TRY(asked.subject_id, text_member(*subject, "subject", "id"));
    TRY(asked.action, text_member(*action, "action", "name"));
    TRY(asked.resource_type, text_member(*resource, "resource", "type"));
    TRY(asked.resource_id, text_member(*resource, "resource", "id"));
    return asked;
}

}  // namespace gatehouse::authz
