#include "authz/decide/routes.hpp"

#include "authz/decide/evaluate_access.hpp"
#include "authz/decide/my_posts.hpp"
#include "base/json.hpp"

#include <algorithm>

namespace gatehouse::authz {
namespace {

constexpr std::size_t longest_request_id = 128;

// application/json with any parameters. AuthZEN's certification wants 400, not 415, for anything else.
Result<void> check_content_type(const http::Request& request) {
    const auto given = request.headers.get("Content-Type").value_or("");
    std::string type(given.substr(0, given.find(';')));
    std::ranges::transform(type, type.begin(), [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    while (!type.empty() && type.back() == ' ') type.pop_back();
    if (type == "application/json") return {};
    return fail(ErrorCode::invalid_request, "Send the question as Content-Type: application/json.", "Content-Type");
}

// AuthZEN section 10.1.3: the caller's X-Request-ID comes back.
void echo_request_id(const http::Request& request, http::Response& response) {
    const auto id = request.headers.get("X-Request-ID");
    if (!id || id->empty() || id->size() > longest_request_id) return;
    const bool plain = std::ranges::all_of(*id, [](char letter) { return letter > 0x20 && letter < 0x7F; });
    if (plain) response.headers.set("X-Request-ID", std::string(*id));
}

Result<http::Response> evaluate(const Deps& deps, const VerifyToken& verify, const http::Request& request) {
    TRY(const auto caller, bearer_of(request, "decision", verify));
    // Client credentials only (sub is then the client): a person's token asks no questions about others.
    if (caller.sub != caller.client_id)
        return fail(ErrorCode::insufficient_scope, "Ask with the service's own token (client credentials).");
    TRY_VOID(check_content_type(request));
    TRY(const auto asked, read_evaluation(request.body));
    TRY(const auto answer, evaluate_access(deps, asked));
    return http::Response::json(json::dump(answer));
}

// The id comes back with refusals too, so that the caller finds them in its own log.
Result<http::Response> evaluation(const Deps& deps, const VerifyToken& verify, const http::Request& request) {
    auto answer = evaluate(deps, verify, request);
    if (!answer && describe(answer.error().code).status >= 500)
        deps.around.log.error("decision.failed",
                              {{"problem", answer.error().message}, {"detail", answer.error().detail}, {"request", request.id}});
    http::Response response = answer ? std::move(*answer) : http::problem_response(answer.error(), request);
    echo_request_id(request, response);
    return response;
}

Result<http::Response> posts_of_bearer(const Deps& deps, const VerifyToken& verify, const http::Request& request) {
    TRY(const auto bearer, bearer_of(request, "posts", verify));
    TRY(const auto posts, my_posts(deps, person_id(bearer.issuer, bearer.sub)));
    return http::Response::json(json::dump(posts));
}

Result<http::Response> configuration(const Deps& deps) {
    const std::string& url = deps.settings.base_url;
    return http::Response::json(
        json::dump(boost::json::object{{"policy_decision_point", url}, {"access_evaluation_endpoint", url + "/access/v1/evaluation"}}));
}

}  // namespace

void add_decision_routes(http::Router& router, const Deps& deps, VerifyToken verify) {
    http::RouteOptions options;
    options.rendering = http::Rendering::problem_json;
    options.rate = {6000, Seconds{60}};
    router.add(http::Method::post, "/access/v1/evaluation", options,
               [&deps, verify](const http::Request& request) { return evaluation(deps, verify, request); });
    router.add(http::Method::get, "/me/posts", options,
               [&deps, verify](const http::Request& request) { return posts_of_bearer(deps, verify, request); });
    options.work = http::Work::inline_;
    router.add(http::Method::get, "/.well-known/authzen-configuration", options,
               [&deps](const http::Request&) { return configuration(deps); });
}

}  // namespace gatehouse::authz
