#include "apps/gatehouse/personas.hpp"

#include "apps/gatehouse/read_text.hpp"
#include "base/json.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <initializer_list>

namespace gatehouse::commands {

namespace {

std::unexpected<Error> wrong(const std::string& what) {
    return fail(ErrorCode::bad_input, what);
}

Result<void> known_members(const boost::json::object& object, std::initializer_list<std::string_view> known) {
    for (const auto& [member, value] : object)
        if (std::ranges::find(known, std::string_view(member)) == known.end())
            return wrong(fmt::format("{}: is not known here; remove it.", std::string_view(member)));
    return {};
}

Result<std::string> text(const boost::json::object& object, std::string_view member) {
    const auto found = json::optional_text(object, member);
    if (found && *found && !(*found)->empty()) return **found;
    return wrong(fmt::format("{}: is missing or no text; fill it in.", member));
}

Result<std::string> text_or_none(const boost::json::object& object, std::string_view member) {
    return object.contains(member) ? text(object, member) : std::string();
}

Result<PersonaPost> read_post(const boost::json::value& value) {
    if (!value.is_object()) return wrong("posts: must hold objects; correct it.");
    const auto& object = value.get_object();
    TRY_VOID(known_members(object, {"organisation", "role", "scope", "decided_by", "administrator"}));
    PersonaPost post;
    TRY(post.organisation, text(object, "organisation"));
    TRY(post.role, text(object, "role"));
    TRY(post.scope, text_or_none(object, "scope"));
    TRY(post.decided_by, text_or_none(object, "decided_by"));
    const auto* administrator = object.if_contains("administrator");
    if (administrator != nullptr && *administrator == true) post.administrator = PersonaPost::Administrator::yes;
    if (post.decided_by.empty() && post.organisation != "commission") return wrong("decided_by: is missing; name the persona who accepts.");
    return post;
}

Result<std::vector<PersonaPost>> read_posts(const boost::json::object& object) {
    std::vector<PersonaPost> posts;
    const auto* list = object.if_contains("posts");
    if (list == nullptr || !list->is_array()) return wrong("posts: must be an array; write [] for none.");
    for (const auto& one : list->get_array()) {
        TRY(posts.emplace_back(), read_post(one));
    }
    return posts;
}

Result<Persona> read_persona(const boost::json::value& value) {
    if (!value.is_object()) return wrong("must be an object; correct it.");
    const auto& object = value.get_object();
    TRY_VOID(known_members(object, {"id", "username", "first_name", "last_name", "email", "email_language", "part", "posts"}));
    Persona made;
    TRY(made.id, text(object, "id"));
    TRY(made.username, text(object, "username"));
    TRY(made.first_name, text(object, "first_name"));
    TRY(made.last_name, text(object, "last_name"));
    TRY(made.email, text(object, "email"));
    TRY(made.email_language, text(object, "email_language"));
    TRY(made.part, text(object, "part"));
    TRY(made.posts, read_posts(object));
    return made;
}

}  // namespace

Result<std::vector<Persona>> read_personas(const std::string& path) {
    TRY(const auto content, read_text(path, 1024 * 1024));
    const auto parsed = json::parse(content, {.bytes = 1024 * 1024, .depth = 8});
    if (!parsed) return wrong(path + ": " + parsed.error().message);
    if (!parsed->is_array()) return wrong(path + ": must hold a JSON array of personas; correct it.");
    std::vector<Persona> personas;
    for (const auto& one : parsed->get_array()) {
        auto persona = read_persona(one);
        if (!persona) return wrong(fmt::format("{}: persona {}: {}", path, personas.size() + 1, persona.error().message));
        personas.push_back(std::move(*persona));
    }
    return personas;
}

}  // namespace gatehouse::commands
