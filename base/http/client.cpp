#include "base/http/client.hpp"

#include "base/http/address_guard.hpp"
#include "base/http/deadline.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <fmt/format.h>
#include <httplib.h>
#include <openssl/ssl.h>

#include <algorithm>

namespace gatehouse::http {

namespace {

struct Target {
    bool tls = true;
    std::string host;  // without brackets
    std::uint16_t port = 443;
    std::string path;  // with query
};

bool is_clean(std::string_view text) {
    return std::ranges::none_of(text, [](char letter) { return (letter >= 0 && letter < 0x20 && letter != '\t') || letter == 0x7F; });
}

Result<Target> parse_target(const std::string& url) {
    const auto bad = [&] {
        return fail(ErrorCode::forbidden, "The address of the other server must be an https URL.", "", url.substr(0, 200));
    };
    const auto parsed = boost::urls::parse_uri(url);
    if (!parsed || parsed->has_userinfo() || parsed->has_fragment()) return bad();
    Target target;
    target.tls = parsed->scheme_id() == boost::urls::scheme::https;
    if (!target.tls && parsed->scheme_id() != boost::urls::scheme::http) return bad();
    target.host = parsed->host_address();
    if (target.host.empty()) return bad();
    target.port = target.tls ? 443 : 80;
    if (parsed->has_port()) target.port = parsed->port_number();
    target.path = parsed->encoded_path().empty() ? "/" : std::string(parsed->encoded_path());
    if (parsed->has_query()) target.path += '?' + std::string(parsed->encoded_query());
    return target;
}

// The one address that will be dialled. Where any address of the name is not allowed none is: a name that answers now
// this, now that is not worth guessing about.
Result<std::string> checked_address(const Target& target, Guard guard) {
    const auto addresses = resolve(target.host, target.port);
    if (addresses.empty()) return fail(ErrorCode::unavailable, "The other server is not known.", "", target.host);
    for (const auto& address : addresses) {
        const Reach reach = reach_of(address);
        const bool allowed =
            target.tls ? reach == Reach::public_ || guard == Guard::relaxed : reach == Reach::loopback && guard == Guard::relaxed;
        if (!allowed) return fail(ErrorCode::forbidden, "The other server's address is not allowed here.", "", target.host + " " + address);
    }
    return addresses.front();
}

// OpenSSL itself compares the name as well; the library's own comparison is not the only one.
void demand_name(SSL_CTX* context, const std::string& host) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    X509_VERIFY_PARAM* parameters = SSL_CTX_get0_param(context);
    if (X509_VERIFY_PARAM_set1_ip_asc(parameters, host.c_str()) != 1) {
        X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        X509_VERIFY_PARAM_set1_host(parameters, host.c_str(), host.size());
    }
}

std::unique_ptr<httplib::ClientImpl> make_connection(const Target& target, const ClientOptions& options) {
    if (!target.tls) return std::make_unique<httplib::ClientImpl>(target.host, target.port);
    auto secure = std::make_unique<httplib::SSLClient>(target.host, target.port);
    if (!options.ca_file.empty()) secure->set_ca_cert_path(options.ca_file);
    secure->enable_server_certificate_verification(true);
    demand_name(secure->ssl_context(), target.host);
    return secure;
}

httplib::Request to_wire(const OutgoingRequest& request, const std::string& path) {
    httplib::Request wire;
    wire.method = std::string(name(request.method));
    wire.path = path;
    wire.body = request.body;
    for (const auto& [key, value] : request.headers.list()) wire.headers.emplace(key, value);
    if (!request.content_type.empty()) wire.headers.emplace("Content-Type", request.content_type);
    wire.headers.emplace("Accept-Encoding", "identity");  // an inflated answer has no size limit in this library
    wire.headers.emplace("User-Agent", "gatehouse");
    return wire;
}

Result<void> check_request(const OutgoingRequest& request) {
    const bool clean = is_clean(request.content_type) && std::ranges::all_of(request.headers.list(), [](const auto& header) {
                           return is_clean(header.first) && is_clean(header.second);
                       });
    if (clean && request.method != Method::other) return {};
    return fail(ErrorCode::bad_input, "A header of an outgoing call has a control character.");
}

class HttplibClient final : public Client {
public:
    explicit HttplibClient(ClientOptions options) : options_(std::move(options)) {}
    Result<Response> send(const OutgoingRequest& request) override;

private:
    Result<Response> exchange(httplib::ClientImpl& connection, httplib::Request wire, const Target& target);
    void limit(httplib::ClientImpl& connection, Deadline& deadline) const;

    ClientOptions options_;
};

void HttplibClient::limit(httplib::ClientImpl& connection, Deadline& deadline) const {
    connection.set_connection_timeout(options_.timeout);
    connection.set_read_timeout(options_.timeout);
    connection.set_write_timeout(options_.timeout);
    connection.set_keep_alive(false);
    connection.set_follow_location(false);
    connection.set_url_encode(false);  // the URL is encoded already; again would change it
    connection.set_decompress(false);
    connection.set_tcp_nodelay(true);
    connection.set_socket_options([&deadline](socket_t socket) { deadline.watch(socket); });
}

Result<Response> HttplibClient::exchange(httplib::ClientImpl& connection, httplib::Request wire, const Target& target) {
    Deadline deadline(options_.timeout);
    limit(connection, deadline);
    Response answer;
    bool too_large = false;
    wire.content_receiver = [&](const char* data, std::size_t length, std::uint64_t, std::uint64_t) {
        too_large = answer.body.size() + length > options_.max_body;
        if (!too_large) answer.body.append(data, length);
        return !too_large;
    };
    httplib::Response received;
    httplib::Error error = httplib::Error::Success;
    const bool sent = connection.send(wire, received, error);
    if (too_large) return fail(ErrorCode::too_large, "The other server's answer is too large.", "", target.host);
    if (!sent || deadline.passed()) {
        const std::string why = deadline.passed() ? "time is over" : httplib::to_string(error);
        return fail(ErrorCode::unavailable, "The other server does not answer at the moment. Please try again shortly.", "",
                    fmt::format("{}:{}: {}", target.host, target.port, why));
    }
    answer.status = received.status;
    for (const auto& [key, value] : received.headers) answer.headers.add(key, value);
    return answer;
}

Result<Response> HttplibClient::send(const OutgoingRequest& request) {
    TRY_VOID(check_request(request));
    TRY(const auto target, parse_target(request.url));
    TRY(const auto address, checked_address(target, options_.guard));
    const auto connection = make_connection(target, options_);
    connection->set_hostname_addr_map({{target.host, address}});
    return exchange(*connection, to_wire(request, target.path), target);
}

}  // namespace

std::unique_ptr<Client> make_client(ClientOptions options) {
    return std::make_unique<HttplibClient>(std::move(options));
}

}  // namespace gatehouse::http
