// SPDX-License-Identifier: AGPL-3.0-or-later
#include "apps/coi-desk/session.hpp"

#include "base/json.hpp"

#include <boost/json/object.hpp>

namespace gatehouse::desk {

namespace {

// Browsers keep 4096 bytes of a cookie with its attributes; sealing makes four bytes of three.
constexpr std::size_t longest = 2800;

Result<Session> read(const boost::json::object& object) {
    Session session;
    TRY(session.id, json::required_text(object, "id"));
    TRY(session.sub, json::required_text(object, "sub"));
    TRY(session.given_name, json::required_text(object, "given_name"));
    TRY(session.family_name, json::required_text(object, "family_name"));
    TRY(auto token, json::required_text(object, "access_token"));
    session.access_token = Secret(std::move(token));
    TRY(session.id_token, json::required_text(object, "id_token"));
    const auto* expires = object.if_contains("expires");
    if (expires == nullptr || !expires->is_int64()) return fail(ErrorCode::bad_input, "The session is unreadable.");
    session.expires = from_millis(expires->get_int64());
    return session;
}

}  // namespace

std::string to_text(const Session& session) {
    boost::json::object object = {{"id", session.id},
                                  {"sub", session.sub},
                                  {"given_name", session.given_name},
                                  {"family_name", session.family_name},
                                  {"access_token", session.access_token.reveal()},
                                  {"id_token", session.id_token},
                                  {"expires", to_millis(session.expires)}};
    std::string text = json::dump(object);
    if (text.size() <= longest) return text;
    object["id_token"] = "";
    return json::dump(object);
}

std::optional<Session> read_session(std::string_view text, Instant now) {
    const auto value = json::parse(text);
    if (!value || !value->is_object()) return std::nullopt;
    auto session = read(value->get_object());
    if (!session || session->expires <= now) return std::nullopt;
    return std::move(*session);
}

}  // namespace gatehouse::desk
