#include "idp/client_auth/client_uri.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace gatehouse::idp {

namespace {

bool is_loopback(std::string_view host) {
    return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

}  // namespace

bool is_client_uri(std::string_view uri) {
    if (uri.size() > 2000) return false;
    const auto parsed = boost::urls::parse_absolute_uri(uri);  // its grammar has no fragment
    if (!parsed || parsed->encoded_host().empty() || parsed->has_userinfo()) return false;
    return parsed->scheme() == "https" || (parsed->scheme() == "http" && is_loopback(parsed->encoded_host()));
}

std::string origin_of(std::string_view uri) {
    const auto authority = uri.find("://") + 3;
    return std::string(uri.substr(0, uri.find_first_of("/?", authority)));
}

}  // namespace gatehouse::idp
