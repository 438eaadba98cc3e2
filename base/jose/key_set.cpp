#include "base/jose/jws.hpp"
#include "base/json.hpp"

#include <boost/json/array.hpp>

namespace gatehouse::jose {

// RFC 7517 section 5: keys of unknown type, and those we cannot use, are left out; a token signed with one is refused.
Result<KeySet> KeySet::from_jwks(std::string_view text) {
    constexpr std::size_t most = 100;
    TRY(const auto parsed, json::parse(text, {.bytes = 256 * 1024, .depth = 8}));
    const auto* object = parsed.if_object();
    const auto* list = object == nullptr ? nullptr : object->if_contains("keys");
    if (list == nullptr || !list->is_array())
        return fail(ErrorCode::invalid_request, "This is not a JWK set; it needs a list called \"keys\".", "keys");
    if (list->get_array().size() > most) return fail(ErrorCode::invalid_request, "The JWK set has more than 100 keys.", "keys");
    KeySet set;
    for (const auto& item : list->get_array()) {
        if (!item.is_object()) return fail(ErrorCode::invalid_request, "Each key of a JWK set must be an object.", "keys");
        if (auto key = Key::from_jwk(item.get_object())) set.add(*std::move(key));
    }
    return set;
}

boost::json::object KeySet::public_jwks() const {
    boost::json::array list;
    for (const auto& key : keys_) list.push_back(key.public_jwk());
    return {{"keys", std::move(list)}};
}

}  // namespace gatehouse::jose
