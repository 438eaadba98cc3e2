// TLS of a listener: 1.2 or newer, forward secrecy, HTTP/1.1 by ALPN.
#pragma once

#include "base/http/server.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace gatehouse::http {

// Errors: bad_input naming the file.
Result<std::unique_ptr<boost::asio::ssl::context>> make_tls(const TlsFiles& files, ClientCertificate client_certificate);

// RFC 9440 Client-Cert value of the peer (":base64 of the DER:"), empty where it showed none.
std::string client_certificate_of(SSL* ssl);

}  // namespace gatehouse::http
