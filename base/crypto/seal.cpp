#include "base/crypto/seal.hpp"

#include "base/crypto/start_sodium.hpp"
#include "base/encoding.hpp"

#include <stdexcept>

namespace gatehouse::crypto {

namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* raw(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* raw(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

Seal::Seal(Secret key, Random& random) : key_(std::move(key)), random_(random) {
    start_sodium();
    if (key_.reveal().size() != crypto_aead_xchacha20poly1305_ietf_KEYBYTES) throw std::invalid_argument("a seal key has exactly 32 bytes");
}

std::string Seal::seal(std::string_view plain, std::string_view associated) const {
    const std::string nonce = random_.bytes(nonce_bytes);
    std::string box(plain.size() + tag_bytes, '\0');
    unsigned long long written = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(box), &written, raw(plain), plain.size(), raw(associated), associated.size(), nullptr,
                                               raw(nonce), raw(key_.reveal()));
    return base64url(nonce + box);
}

std::optional<std::string> Seal::open(std::string_view sealed, std::string_view associated) const {
    const auto bytes = from_base64url(sealed);
    if (!bytes || bytes->size() < nonce_bytes + tag_bytes) return std::nullopt;
    const std::string_view nonce = std::string_view(*bytes).substr(0, nonce_bytes);
    const std::string_view box = std::string_view(*bytes).substr(nonce_bytes);
    std::string plain(box.size() - tag_bytes, '\0');
    unsigned long long written = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(plain), &written, nullptr, raw(box), box.size(), raw(associated), associated.size(),
                                                   raw(nonce), raw(key_.reveal())) != 0)
        return std::nullopt;
    return plain;
}

}  // namespace gatehouse::crypto
