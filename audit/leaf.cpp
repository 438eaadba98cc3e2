#include "audit/leaf.hpp"

#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"
#include "base/json.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace gatehouse::audit {

namespace {

constexpr std::size_t largest_leaf = 16 * 1024;

class Composer {
public:
    Composer(Composed& composed, crypto::Random& random) : composed_(composed), random_(random) {}

    std::string commit(std::string name, std::string value) {
        composed_.openings.push_back({std::move(name), random_.bytes(16), std::move(value)});
        return commitment(composed_.openings.back());
    }

    void person(boost::json::object& leaf, const char* name, const std::optional<PersonKey>& key) {
        if (!key) return;
        leaf[name] = commit(name, key->issuer + " " + key->sub);
        if (std::find(composed_.persons.begin(), composed_.persons.end(), key->sub) == composed_.persons.end())
            composed_.persons.push_back(key->sub);
    }

private:
    Composed& composed_;
    crypto::Random& random_;
};

void put_if(boost::json::object& leaf, const char* name, const std::string& value) {
    if (!value.empty()) leaf[name] = value;
}

boost::json::object texts(const std::map<std::string, std::string>& values) {
    boost::json::object object;
    for (const auto& [name, value] : values) object[name] = value;
    return object;
}

void put_committed(boost::json::object& leaf, const Event& event, Composer& composer) {
    if (!event.actor) leaf["actor"] = "system";
    composer.person(leaf, "actor", event.actor);
    composer.person(leaf, "on_behalf_of", event.on_behalf_of);
    composer.person(leaf, "subject", event.subject);
    if (!event.reason.empty()) leaf["reason"] = composer.commit("reason", event.reason);
    if (event.facts.empty()) return;
    boost::json::object facts;
    for (const auto& [name, value] : event.facts) facts[name] = composer.commit("fact:" + name, value);
    leaf["facts"] = std::move(facts);
}

std::string text_of(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string{};
}

std::map<std::string, std::string> texts_of(const boost::json::object& object, std::string_view name) {
    std::map<std::string, std::string> found;
    const auto* value = object.if_contains(name);
    if (value == nullptr || !value->is_object()) return found;
    for (const auto& [key, text] : value->get_object())
        if (text.is_string()) found[std::string(key)] = std::string(text.get_string());
    return found;
}

std::map<std::string, std::string> commitments_of(const boost::json::object& object) {
    std::map<std::string, std::string> found;
    for (const char* name : {"actor", "on_behalf_of", "subject", "reason"})
        if (object.contains(name)) found[name] = text_of(object, name);
    if (found["actor"] == "system") found.erase("actor");
    for (const auto& [name, value] : texts_of(object, "facts")) found["fact:" + name] = value;
    return found;
}

}  // namespace

std::string commitment(const Opening& opening) {
    return base64url(crypto::sha256(opening.salt + opening.value));
}

Composed compose(const Origin& origin, const Event& event, Instant at, crypto::Random& random) {
    Composed composed;
    composed.id = random.token(16);
    Composer composer(composed, random);
    boost::json::object leaf;
    leaf["v"] = 1;
    leaf["id"] = composed.id;
    leaf["origin"] = origin.origin;
    leaf["environment"] = origin.environment;
    leaf["at"] = rfc3339(at);
    leaf["act"] = event.act;
    leaf["objects"] = texts(event.objects);
    leaf["outcome"] = event.outcome == Outcome::done ? "done" : "denied";
    put_if(leaf, "before", event.before);
    put_if(leaf, "after", event.after);
    put_if(leaf, "rule", event.rule);
    put_if(leaf, "policy", event.policy);
    put_if(leaf, "assurance", event.assurance);
    put_committed(leaf, event, composer);
    composed.bytes = json::canonical(leaf);
    if (composed.bytes.size() > largest_leaf) throw std::length_error("an audit leaf of " + event.act + " is over 16 KiB");
    return composed;
}

Result<Leaf> read_leaf(std::string_view bytes) {
    TRY(const boost::json::value value, json::parse(bytes, {largest_leaf, 8}));
    if (!value.is_object() || json::canonical(value) != bytes) return fail(ErrorCode::internal, "A leaf is not canonical JSON.");
    const boost::json::object& object = value.get_object();
    const auto* version = object.if_contains("v");
    if (version == nullptr || *version != 1) return fail(ErrorCode::internal, "A leaf is not of version 1.");
    Leaf leaf;
    leaf.id = text_of(object, "id");
    leaf.origin = text_of(object, "origin");
    leaf.environment = text_of(object, "environment");
    leaf.at = text_of(object, "at");
    leaf.act = text_of(object, "act");
    leaf.outcome = text_of(object, "outcome");
    leaf.before = text_of(object, "before");
    leaf.after = text_of(object, "after");
    leaf.rule = text_of(object, "rule");
    leaf.policy = text_of(object, "policy");
    leaf.assurance = text_of(object, "assurance");
    leaf.objects = texts_of(object, "objects");
    leaf.commitments = commitments_of(object);
    return leaf;
}

}  // namespace gatehouse::audit
