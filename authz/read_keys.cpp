#include "authz/read_keys.hpp"

#include "base/encoding.hpp"
#include "base/json.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace gatehouse::authz {
namespace {

constexpr std::size_t longest = 16 * 1024;

Result<std::string> read(const std::string& path, const std::string& setting) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    while (text.ends_with('\n') || text.ends_with('\r') || text.ends_with(' ')) text.pop_back();
    if (!file || text.empty() || text.size() > longest)
        return fail(ErrorCode::bad_input, fmt::format("\"{}\": the file {} cannot be read; make it, or correct its name.", setting, path),
                    setting);
    return text;
}

}  // namespace

Result<Secret> read_seal_key(const std::string& path) {
    TRY(const auto text, read(path, "seal_key_file"));
    auto bytes = from_hex(text);
    if (!bytes || bytes->size() != 32)
        return fail(ErrorCode::bad_input, fmt::format("\"seal_key_file\": {} must hold 64 hex digits (openssl rand -hex 32).", path),
                    "seal_key_file");
    return Secret(std::move(*bytes));
}

Result<jose::Key> read_private_key(const std::string& path, const std::string& setting, jose::Algorithm algorithm) {
    TRY(const auto text, read(path, setting));
    const auto value = json::parse(text);
    const auto key = value && value->is_object() ? jose::Key::from_jwk(value->get_object())
                                                 : Result<jose::Key>(fail(ErrorCode::bad_input, "It is no JSON object."));
    if (!key || !key->can_sign() || key->algorithm() != algorithm)
        return fail(ErrorCode::bad_input,
                    fmt::format("\"{0}\": {1} must hold a private JWK for {2} (gatehouse key make --algorithm {2}).", setting, path,
                                jose::name(algorithm)),
                    setting, key ? "" : key.error().message);
    return *key;
}

}  // namespace gatehouse::authz
