// What each JWS algorithm (RFC 7518 section 3.1, RFC 8037) needs from OpenSSL; private to base/jose.
#pragma once

#include "base/jose/key.hpp"

#include <openssl/evp.h>

#include <cstddef>

namespace gatehouse::jose {

enum class Family { ec, rsa_pkcs1, rsa_pss, ed25519 };

struct AlgorithmRow {
    Algorithm algorithm;
    std::string_view name;
    Family family;
    std::string_view curve;   // JWK "crv"
    const char* group;        // OpenSSL's name of the curve
    std::size_t field_bytes;  // length of x, y, d, r and s
    const char* digest;       // nullptr: the algorithm hashes by itself
};

const AlgorithmRow& row(Algorithm algorithm);
const AlgorithmRow* row_of_curve(std::string_view curve);
// Fetched once and kept; nullptr where the algorithm hashes by itself.
const EVP_MD* digest(Algorithm algorithm);

}  // namespace gatehouse::jose
