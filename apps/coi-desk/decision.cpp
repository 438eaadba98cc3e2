// SPDX-License-Identifier: AGPL-3.0-or-later
#include "apps/coi-desk/decision.hpp"

#include "base/json.hpp"

#include <boost/json/object.hpp>

namespace gatehouse::desk {

namespace {

auto away(const Environment& environment, std::string detail) {
    return fail(ErrorCode::unavailable, "This environment cannot be asked at the moment. Please try again shortly.", environment.name,
                std::move(detail));
}

std::string question(const std::string& sub, const std::string& post) {
    return json::dump(boost::json::object{
        {"subject", {{"type", "person"}, {"id", sub}}}, {"action", {{"name", "act_as"}}}, {"resource", {{"type", "post"}, {"id", post}}}});
}

}  // namespace

Result<Decision> may_act_as(const Environment& environment, const std::string& sub, const std::string& post, const Secret& token,
                            http::Client& client) {
    http::OutgoingRequest request;
    request.method = http::Method::post;
    request.url = environment.url + "/access/v1/evaluation";
    request.content_type = "application/json";
    request.headers.add("Authorization", "Bearer " + std::string(token.reveal()));
    request.body = question(sub, post);
    const auto answer = client.send(request);
    if (!answer) return away(environment, answer.error().message + " " + answer.error().detail);
    if (answer->status != 200) return away(environment, "evaluation: status " + std::to_string(answer->status));
    const auto value = json::parse(answer->body);
    const auto* decision = value && value->is_object() ? value->get_object().if_contains("decision") : nullptr;
    if (decision == nullptr || !decision->is_bool()) return away(environment, "evaluation: no decision");
    return decision->get_bool() ? Decision::yes : Decision::no;
}

}  // namespace gatehouse::desk
