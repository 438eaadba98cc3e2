#include "audit/note.hpp"

#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <charconv>
#include <stdexcept>

namespace gatehouse::audit {

namespace {

constexpr std::string_view dash = "\u2014 ";  // U+2014 and a space begin a signature line

std::string public_bytes(const jose::Key& key) {
    const boost::json::object jwk = key.public_jwk();
    const auto* x = key.algorithm() == jose::Algorithm::EdDSA ? jwk.if_contains("x") : nullptr;
    const auto bytes = x != nullptr && x->is_string() ? from_base64url(std::string_view(x->get_string())) : std::nullopt;
    if (!bytes || bytes->size() != 32) throw std::invalid_argument("checkpoints are signed with an Ed25519 key");
    return *bytes;
}

// SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), the first four bytes; 0x01 is Ed25519.
std::string key_id(const std::string& name, const jose::Key& key) {
    return crypto::sha256(name + "\n\x01" + public_bytes(key)).substr(0, 4);
}

Result<NoteBody> malformed(const char* what) {
    return fail(ErrorCode::internal, fmt::format("The checkpoint {}.", what));
}

Result<NoteBody> read_body(std::string_view text) {
    const auto first = text.find('\n');
    const auto second = first == std::string_view::npos ? first : text.find('\n', first + 1);
    if (second == std::string_view::npos || text.find('\n', second + 1) != text.size() - 1) return malformed("does not have three lines");
    NoteBody body{std::string(text.substr(0, first)), 0, {}};
    const std::string_view size = text.substr(first + 1, second - first - 1);
    const auto parsed = std::from_chars(size.begin(), size.end(), body.size);
    if (parsed.ec != std::errc{} || parsed.ptr != size.end() || std::to_string(body.size) != size) return malformed("has no decimal size");
    const auto root = from_base64(text.substr(second + 1, text.size() - second - 2));
    if (!root || root->size() != 32) return malformed("has no root of 32 bytes");
    body.root = *root;
    return body;
}

}  // namespace

std::string sign_note(const std::string& origin, std::int64_t size, const std::string& root, const jose::Key& key) {
    const std::string text = fmt::format("{}\n{}\n{}\n", origin, size, base64(root));
    return fmt::format("{}\n{}{} {}\n", text, dash, origin, base64(key_id(origin, key) + key.sign(text)));
}

Result<NoteBody> open_note(const std::string& note, const jose::Key& key) {
    const auto split = note.find("\n\n");
    if (split == std::string::npos || !note.ends_with('\n')) return malformed("has no signature");
    const std::string text = note.substr(0, split + 1);
    TRY(const NoteBody body, read_body(text));
    const std::string prefix = std::string(dash) + body.origin + " ";
    const std::string line = note.substr(split + 2, note.size() - split - 3);
    if (!line.starts_with(prefix)) return malformed("is not signed in the name of its origin");
    const auto signature = from_base64(std::string_view(line).substr(prefix.size()));
    if (!signature || signature->size() != 68 || signature->substr(0, 4) != key_id(body.origin, key))
        return malformed("is signed by another key");
    if (!key.verify(text, std::string_view(*signature).substr(4))) return malformed("has a signature that does not hold");
    return body;
}

}  // namespace gatehouse::audit
