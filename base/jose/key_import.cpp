// RFC 7517 and 7518 section 6: a JWK becomes an EVP_PKEY through EVP_PKEY_fromdata (24 µs; PEM would cost 700).
#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"
#include "base/jose/algorithm.hpp"
#include "base/jose/key_impl.hpp"
#include "base/json.hpp"

#include <fmt/format.h>
#include <openssl/core_names.h>

#include <initializer_list>
#include <vector>

namespace gatehouse::jose {

namespace {

std::unexpected<Error> refuse(std::string sentence, std::string member = {}) {
    return fail(ErrorCode::invalid_request, std::move(sentence), std::move(member));
}

Result<std::string> bytes_of(const boost::json::object& jwk, std::string_view member, std::size_t exact_length = 0) {
    TRY(const std::string text, json::required_text(jwk, member));
    auto bytes = from_base64url(text);
    if (!bytes || bytes->empty()) return refuse(fmt::format("The key's member \"{}\" is not base64url.", member), std::string(member));
    if (exact_length != 0 && bytes->size() != exact_length)
        return refuse(fmt::format("The key's member \"{}\" must have {} bytes.", member, exact_length), std::string(member));
    return *std::move(bytes);
}

// Collects parameters for EVP_PKEY_fromdata; the numbers have to outlive the builder.
class Parameters {
public:
    void number(const char* name, const std::string& bytes) {
        numbers_.emplace_back(BN_bin2bn(raw(bytes.data()), static_cast<int>(bytes.size()), nullptr));
        OSSL_PARAM_BLD_push_BN(builder_.get(), name, numbers_.back().get());
    }
    // The builder keeps the address, not the bytes: the caller keeps them until build().
    void octets(const char* name, const std::string& bytes) {
        OSSL_PARAM_BLD_push_octet_string(builder_.get(), name, bytes.data(), bytes.size());
    }
    void text(const char* name, const char* value) { OSSL_PARAM_BLD_push_utf8_string(builder_.get(), name, value, 0); }

    PkeyPtr build(const char* type, int selection) {
        const Params parameters(OSSL_PARAM_BLD_to_param(builder_.get()));
        const PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
        EVP_PKEY* key = nullptr;
        if (EVP_PKEY_fromdata_init(context.get()) != 1 || EVP_PKEY_fromdata(context.get(), &key, selection, parameters.get()) != 1)
            return nullptr;
        return PkeyPtr(key);
    }

private:
    ParamBuilder builder_{OSSL_PARAM_BLD_new()};
    std::vector<BigNumber> numbers_;
};

bool sound(EVP_PKEY* key, bool with_private) {
    const PkeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    return EVP_PKEY_public_check(context.get()) == 1 && (!with_private || EVP_PKEY_pairwise_check(context.get()) == 1);
}

Result<PkeyPtr> import_ec(const boost::json::object& jwk, const AlgorithmRow& row) {
    TRY(const std::string x, bytes_of(jwk, "x", row.field_bytes));
    TRY(const std::string y, bytes_of(jwk, "y", row.field_bytes));
    const std::string point = "\x04" + x + y;
    Parameters parameters;
    parameters.text(OSSL_PKEY_PARAM_GROUP_NAME, row.group);
    parameters.octets(OSSL_PKEY_PARAM_PUB_KEY, point);
    const bool has_private = jwk.contains("d");
    if (has_private) {
        TRY(const std::string d, bytes_of(jwk, "d", row.field_bytes));
        parameters.number(OSSL_PKEY_PARAM_PRIV_KEY, d);
    }
    PkeyPtr key = parameters.build("EC", has_private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY);
    if (key == nullptr || !sound(key.get(), has_private))
        return refuse("The key is no point of its curve, or its two halves do not belong together.");
    return key;
}

Result<PkeyPtr> import_ed25519(const boost::json::object& jwk) {
    TRY(const std::string x, bytes_of(jwk, "x", 32));
    PkeyPtr key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(x.data()), x.size()));
    if (jwk.contains("d")) {
        TRY(const std::string d, bytes_of(jwk, "d", 32));
        PkeyPtr pair(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw(d.data()), d.size()));
        if (pair == nullptr || EVP_PKEY_eq(pair.get(), key.get()) != 1) return refuse("The key's two halves do not belong together.", "d");
        return pair;
    }
    if (key == nullptr) return refuse("The key cannot be read.", "x");
    return key;
}

Result<PkeyPtr> import_rsa(const boost::json::object& jwk) {
    struct Member {
        const char* member;
        const char* parameter;
    };
    constexpr Member public_members[] = {{"n", OSSL_PKEY_PARAM_RSA_N}, {"e", OSSL_PKEY_PARAM_RSA_E}};
    constexpr Member private_members[] = {{"d", OSSL_PKEY_PARAM_RSA_D},          {"p", OSSL_PKEY_PARAM_RSA_FACTOR1},
                                          {"q", OSSL_PKEY_PARAM_RSA_FACTOR2},    {"dp", OSSL_PKEY_PARAM_RSA_EXPONENT1},
                                          {"dq", OSSL_PKEY_PARAM_RSA_EXPONENT2}, {"qi", OSSL_PKEY_PARAM_RSA_COEFFICIENT1}};
    Parameters parameters;
    const auto take = [&](const Member& member) -> Result<void> {
        TRY(const std::string bytes, bytes_of(jwk, member.member));
        parameters.number(member.parameter, bytes);
        return {};
    };
    for (const auto& member : public_members) TRY_VOID(take(member));
    const bool has_private = jwk.contains("d");
    if (has_private)
        for (const auto& member : private_members) TRY_VOID(take(member));
    PkeyPtr key = parameters.build("RSA", has_private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY);
    if (key == nullptr) return refuse("The RSA key cannot be read.");
    // The upper bounds keep a stranger's key from costing us seconds per signature.
    const int bits = EVP_PKEY_get_bits(key.get());
    if (bits < 2048 || bits > 8192) return refuse(fmt::format("The RSA key has {} bits; use 2048 to 8192.", bits), "n");
    TRY(const std::string e, bytes_of(jwk, "e"));
    if (e.size() > 8 || (e.back() & 1) == 0 || e == "\x01")
        return refuse("The RSA key's exponent must be odd, more than 1 and at most 64 bits.", "e");
    if (!sound(key.get(), has_private)) return refuse("The RSA key is not sound, or its two halves do not belong together.");
    return key;
}

// EC and OKP name their algorithm by the curve; RSA by "alg", RS256 where it is absent.
Result<Algorithm> algorithm_of(const boost::json::object& jwk) {
    TRY(const std::string kty, json::required_text(jwk, "kty"));
    TRY(const auto alg, json::optional_text(jwk, "alg"));
    if (kty == "RSA") {
        if (!alg) return Algorithm::RS256;
        TRY(const Algorithm named, algorithm(*alg));
        const Family family = row(named).family;
        if (family != Family::rsa_pkcs1 && family != Family::rsa_pss) return refuse("The member \"alg\" does not fit an RSA key.", "alg");
        return named;
    }
    if (kty != "EC" && kty != "OKP") return refuse(fmt::format("The key type \"{}\" is not supported; use EC, OKP or RSA.", kty), "kty");
    TRY(const std::string crv, json::required_text(jwk, "crv"));
    const AlgorithmRow* found = row_of_curve(crv);
    if (found == nullptr || (kty == "EC") != (found->family == Family::ec))
        return refuse(fmt::format("The curve \"{}\" is not supported; use P-256, P-384, P-521 or Ed25519.", crv), "crv");
    if (alg && *alg != found->name && !(found->family == Family::ed25519 && *alg == "Ed25519"))
        return refuse("The member \"alg\" does not fit the key's curve.", "alg");
    return found->algorithm;
}

Result<void> check_purpose(const boost::json::object& jwk) {
    TRY(const auto use, json::optional_text(jwk, "use"));
    if (use && *use != "sig") return refuse("The key is not meant for signatures; its member \"use\" must be \"sig\".", "use");
    const auto* operations = jwk.if_contains("key_ops");
    if (operations == nullptr) return {};
    if (!operations->is_array()) return refuse("The member \"key_ops\" must be a list.", "key_ops");
    for (const auto& operation : operations->get_array())
        if (operation == "sign" || operation == "verify") return {};
    return refuse("The key is not meant for signatures; its member \"key_ops\" must list \"verify\".", "key_ops");
}

boost::json::object pick(const boost::json::object& jwk, std::initializer_list<std::string_view> names) {
    boost::json::object picked;
    for (const auto name : names)
        if (const auto* value = jwk.if_contains(name)) picked[name] = *value;
    return picked;
}

// RFC 7638 section 3.2: exactly the required members; sorted, they are what canonical() writes.
boost::json::object required_members(const boost::json::object& jwk, Family family) {
    if (family == Family::ec) return pick(jwk, {"crv", "kty", "x", "y"});
    if (family == Family::ed25519) return pick(jwk, {"crv", "kty", "x"});
    return pick(jwk, {"e", "kty", "n"});
}

}  // namespace

Result<Key> Key::from_jwk(const boost::json::object& jwk) {
    TRY(const Algorithm found, algorithm_of(jwk));
    TRY_VOID(check_purpose(jwk));
    const AlgorithmRow& shape = row(found);
    TRY(PkeyPtr pkey, shape.family == Family::ec        ? import_ec(jwk, shape)
                      : shape.family == Family::ed25519 ? import_ed25519(jwk)
                                                        : import_rsa(jwk));
    auto impl = std::make_shared<Impl>();
    impl->pkey = std::move(pkey);
    impl->algorithm = found;
    impl->any_of_type = jwk.contains("alg") ? AnyOfType::no : AnyOfType::yes;
    impl->members = required_members(jwk, shape.family);
    impl->thumbprint = crypto::fingerprint(json::canonical(impl->members));
    TRY(const auto kid, json::optional_text(jwk, "kid"));
    impl->kid = kid && !kid->empty() ? *kid : impl->thumbprint;
    if (jwk.contains("d")) {
        boost::json::object whole = pick(jwk, {"kty", "crv", "x", "y", "n", "e", "d", "p", "q", "dp", "dq", "qi"});
        whole["kid"] = impl->kid;
        whole["alg"] = shape.name;
        impl->private_jwk = Secret(json::dump(whole));
    }
    return Key(std::move(impl));
}

}  // namespace gatehouse::jose
