#include "apps/gatehouse/demo_seed.hpp"

#include "base/config.hpp"

#include <algorithm>

namespace gatehouse::commands {

namespace {

Result<PersonaPost> read_post(const ConfigTable& table, const Personas& above) {
    PersonaPost post;
    TRY(post.organisation, table.text("organisation"));
    TRY(post.role, table.text("role"));
    TRY(post.scope, table.text_or("scope", ""));
    TRY(post.accepted_by, table.text_or("accepted_by", ""));
    TRY(post.administrator, table.flag_or("administrator", false));
    if (post.organisation == "commission") return post;
    const bool known =
        std::any_of(above.list.begin(), above.list.end(), [&](const Persona& one) { return one.username == post.accepted_by; });
    if (known) return post;
    return fail(ErrorCode::bad_input, table.where() + ": accepted_by must be the username of a persona further up.", "accepted_by");
}

Result<Persona> read_persona(const ConfigTable& table, const Personas& above) {
    Persona persona;
    TRY(persona.sub, table.text("sub"));
    TRY(persona.username, table.text("username"));
    TRY(persona.first_name, table.text("first_name"));
    TRY(persona.last_name, table.text("last_name"));
    TRY(persona.email, table.text("email"));
    TRY(persona.language, table.text_or("language", "en"));
    TRY(persona.about, table.text("about"));
    TRY(const auto posts, table.tables("post"));
    for (const auto& post : posts) {
        TRY(persona.posts.emplace_back(), read_post(post, above));
    }
    return persona;
}

}  // namespace

Result<Personas> read_personas(const std::string& data) {
    TRY(const auto file, ConfigTable::read_file(data + "/demo/personas.toml"));
    Personas personas;
    TRY(personas.password, file.text("password"));
    TRY(const auto tables, file.tables("persona"));
    for (const auto& table : tables) {
        TRY(auto persona, read_persona(table, personas));
        personas.list.push_back(std::move(persona));
    }
    TRY_VOID(file.finish());
    return personas;
}

}  // namespace gatehouse::commands
