// What a Key holds; private to base/jose.
#pragma once

#include "base/jose/key.hpp"
#include "base/jose/openssl.hpp"

#include <boost/json/object.hpp>

namespace gatehouse::jose {

// An RSA key without "alg" may verify every RSA algorithm (RFC 7517 section 4.4); it signs RS256.
enum class AnyOfType { no, yes };

struct Key::Impl {
    PkeyPtr pkey;
    Algorithm algorithm = Algorithm::ES256;
    AnyOfType any_of_type = AnyOfType::no;
    std::string kid;
    std::string thumbprint;
    boost::json::object members;  // public ones as RFC 7638 wants them: kty, crv, x, y or kty, n, e
    Secret private_jwk;           // empty: a verification key
};

}  // namespace gatehouse::jose
