// SHA-2 and HMAC (prefetched), constant-time comparison.
#pragma once

#include <string>
#include <string_view>

namespace gatehouse::crypto {

std::string sha256(std::string_view data);  // 32 raw bytes
std::string sha384(std::string_view data);
std::string sha512(std::string_view data);
std::string hmac_sha256(std::string_view key, std::string_view data);  // 32 raw bytes
bool equal(std::string_view a, std::string_view b);                    // constant time for equal lengths

// What is stored of a secret that is itself random (code, token, link proof): base64url(SHA-256(secret)).
std::string fingerprint(std::string_view secret);

}  // namespace gatehouse::crypto
