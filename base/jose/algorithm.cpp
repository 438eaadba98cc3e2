#include "base/jose/algorithm.hpp"

#include <fmt/format.h>

#include <array>

namespace gatehouse::jose {

namespace {

constexpr auto rows = std::to_array<AlgorithmRow>({
    {Algorithm::ES256, "ES256", Family::ec, "P-256", "P-256", 32, "SHA256"},
    {Algorithm::ES384, "ES384", Family::ec, "P-384", "P-384", 48, "SHA384"},
    {Algorithm::ES512, "ES512", Family::ec, "P-521", "P-521", 66, "SHA512"},
    {Algorithm::RS256, "RS256", Family::rsa_pkcs1, "", "", 0, "SHA256"},
    {Algorithm::RS384, "RS384", Family::rsa_pkcs1, "", "", 0, "SHA384"},
    {Algorithm::RS512, "RS512", Family::rsa_pkcs1, "", "", 0, "SHA512"},
    {Algorithm::PS256, "PS256", Family::rsa_pss, "", "", 0, "SHA256"},
    {Algorithm::PS384, "PS384", Family::rsa_pss, "", "", 0, "SHA384"},
    {Algorithm::PS512, "PS512", Family::rsa_pss, "", "", 0, "SHA512"},
    {Algorithm::EdDSA, "EdDSA", Family::ed25519, "Ed25519", "", 32, nullptr},
});
static_assert(rows.size() == static_cast<std::size_t>(Algorithm::EdDSA) + 1);

}  // namespace

const AlgorithmRow& row(Algorithm algorithm) {
    return rows.at(static_cast<std::size_t>(algorithm));
}

const AlgorithmRow* row_of_curve(std::string_view curve) {
    for (const auto& candidate : rows)
        if (!candidate.curve.empty() && candidate.curve == curve) return &candidate;
    return nullptr;
}

const EVP_MD* digest(Algorithm algorithm) {
    static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    static const EVP_MD* const sha384 = EVP_MD_fetch(nullptr, "SHA384", nullptr);
    static const EVP_MD* const sha512 = EVP_MD_fetch(nullptr, "SHA512", nullptr);
    const char* wanted = row(algorithm).digest;
    if (wanted == nullptr) return nullptr;
    const std::string_view name(wanted);
    return name == "SHA256" ? sha256 : name == "SHA384" ? sha384 : sha512;
}

std::string_view name(Algorithm algorithm) {
    return row(algorithm).name;
}

Result<Algorithm> algorithm(std::string_view name) {
    for (const auto& candidate : rows)
        if (candidate.name == name) return candidate.algorithm;
    return fail(ErrorCode::invalid_request, fmt::format("The signature algorithm \"{}\" is not supported; use ES256.", name), "alg");
}

}  // namespace gatehouse::jose
