// SPDX-License-Identifier: AGPL-3.0-or-later
#include "apps/coi-desk/posts.hpp"

#include "base/json.hpp"

#include <boost/json/array.hpp>

namespace gatehouse::desk {

namespace {

constexpr std::size_t most_posts = 100;

struct Source {
    std::string endpoint;
    Secret token;
};

auto away(const Environment& environment, std::string detail) {
    return fail(ErrorCode::unavailable, "This environment cannot be asked at the moment. Please try again shortly.", environment.name,
                std::move(detail));
}

const boost::json::object* object_at(const boost::json::object& object, std::string_view member) {
    const auto* value = object.if_contains(member);
    return value != nullptr && value->is_object() ? &value->get_object() : nullptr;
}

Result<Source> source_of(const Environment& environment, const boost::json::object& userinfo) {
    const auto* sources = object_at(userinfo, "_claim_sources");
    const auto* source = sources == nullptr ? nullptr : object_at(*sources, environment.name);
    if (source == nullptr)
        return fail(ErrorCode::not_found, "The account names no source of posts for this environment.", environment.name);
    Source found;
    TRY(found.endpoint, json::required_text(*source, "endpoint"));
    TRY(auto token, json::required_text(*source, "access_token"));
    found.token = Secret(std::move(token));
    // Only the address we know is called, whatever the claim says.
    if (found.endpoint != environment.url + "/me/posts") return away(environment, "unexpected endpoint " + found.endpoint);
    return found;
}

Result<Post> read_post(const boost::json::value& value) {
    if (!value.is_object()) return fail(ErrorCode::unavailable, "The answer is unreadable.");
    const auto& object = value.get_object();
    Post post;
    TRY(post.id, json::required_text(object, "post"));
    TRY(post.role, json::required_text(object, "role"));
    TRY(post.scope, json::required_text(object, "scope"));
    const auto* organisation = object_at(object, "organisation");
    if (organisation == nullptr) return fail(ErrorCode::unavailable, "The answer is unreadable.");
    TRY(post.organisation, json::required_text(*organisation, "name"));
    TRY(const auto country, json::optional_text(*organisation, "country"));
    post.country = country.value_or("");
    return post;
}

// The answer must speak of this environment: posts never cross (invariant 5).
Result<std::vector<Post>> read_posts(const Environment& environment, const std::string& body) {
    const auto value = json::parse(body, {.bytes = 512 * 1024, .depth = 8});
    if (!value || !value->is_object()) return away(environment, "posts: no JSON object");
    const auto said = json::optional_text(value->get_object(), "environment");
    if (!said || *said != environment.name) return away(environment, "posts: of another environment");
    const auto* list = value->get_object().if_contains("posts");
    if (list == nullptr || !list->is_array()) return away(environment, "posts: no list");
    std::vector<Post> posts;
    for (const auto& entry : list->get_array()) {
        if (posts.size() == most_posts) break;
        auto post = read_post(entry);
        if (!post) return away(environment, "posts: " + post.error().message);
        posts.push_back(std::move(*post));
    }
    return posts;
}

}  // namespace

Result<std::vector<Post>> posts_in(const Environment& environment, const boost::json::object& userinfo, http::Client& client) {
    TRY(const auto source, source_of(environment, userinfo));
    http::OutgoingRequest request;
    request.url = source.endpoint;
    request.headers.add("Accept", "application/json");
    request.headers.add("Authorization", "Bearer " + std::string(source.token.reveal()));
    const auto answer = client.send(request);
    if (!answer) return away(environment, answer.error().message + " " + answer.error().detail);
    if (answer->status != 200) return away(environment, "posts: status " + std::to_string(answer->status));
    return read_posts(environment, answer->body);
}

}  // namespace gatehouse::desk
