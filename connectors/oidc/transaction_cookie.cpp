#include "connectors/oidc/transaction_cookie.hpp"

namespace gatehouse::oidc {

namespace {
constexpr std::int64_t life_seconds = 600;
}

TransactionCookie::TransactionCookie(const crypto::Seal& seal, std::string name, std::string associated)
    : seal_(seal), name_(std::move(name)), associated_(std::move(associated)) {}

void TransactionCookie::write(http::Response& response, std::string_view transaction) const {
    http::set_cookie(response, {name_, seal_.seal(transaction, associated_), life_seconds});
}

std::string TransactionCookie::read(const http::Request& request) const {
    const auto sealed = request.cookie(name_);
    return sealed ? seal_.open(*sealed, associated_).value_or("") : "";
}

void TransactionCookie::clear(http::Response& response) const {
    http::set_cookie(response, {name_, "", 0});
}

}  // namespace gatehouse::oidc
