#include "base/http/server_tls.hpp"

#include "base/encoding.hpp"

#include <openssl/ssl.h>

#include <fmt/format.h>

#include <array>

namespace gatehouse::http {

namespace ssl = boost::asio::ssl;

namespace {

int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_length, const unsigned char* offered, unsigned int length, void*) {
    static constexpr std::array<unsigned char, 9> http11 = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    unsigned char* chosen = nullptr;
    const int found = SSL_select_next_proto(&chosen, out_length, http11.data(), http11.size(), offered, length);
    if (found != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_ALERT_FATAL;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

void harden(ssl::context& context) {
    SSL_CTX* native = context.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
}

// Optional means: asked for, never insisted on; who needs one checks it. Chains are not judged here.
void ask_for_certificate(ssl::context& context) {
    static constexpr std::array<unsigned char, 9> name = {'g', 'a', 't', 'e', 'h', 'o', 'u', 's', 'e'};
    SSL_CTX_set_session_id_context(context.native_handle(), name.data(), name.size());
    context.set_verify_mode(ssl::verify_peer);
    context.set_verify_callback([](bool, ssl::verify_context&) { return true; });
}

}  // namespace

Result<std::unique_ptr<ssl::context>> make_tls(const TlsFiles& files, ClientCertificate client_certificate) {
    auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
    harden(*context);
    boost::system::error_code error;
    context->use_certificate_chain_file(files.certificate_chain, error);
    if (error)
        return fail(ErrorCode::bad_input,
                    fmt::format("{}: the certificate cannot be read ({}).", files.certificate_chain, error.message()));
    context->use_private_key_file(files.private_key, ssl::context::pem, error);
    if (error) {
        return fail(ErrorCode::bad_input, fmt::format("{}: the private key cannot be read or does not belong to {} ({}).",
                                                      files.private_key, files.certificate_chain, error.message()));
    }
    if (client_certificate == ClientCertificate::optional) ask_for_certificate(*context);
    return context;
}

std::string client_certificate_of(SSL* tls) {
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(SSL_get1_peer_certificate(tls), X509_free);
    if (!certificate) return {};
    unsigned char* der = nullptr;
    const int length = i2d_X509(certificate.get(), &der);
    if (length <= 0) return {};
    std::string value = ':' + base64({reinterpret_cast<const char*>(der), static_cast<std::size_t>(length)}) + ':';
    OPENSSL_free(der);
    return value;
}

}  // namespace gatehouse::http
