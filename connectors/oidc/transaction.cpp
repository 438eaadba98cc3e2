#include "connectors/oidc/transaction.hpp"

#include "base/json.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace gatehouse::oidc {

namespace {

constexpr Seconds life{600};

auto begin_again() {
    return fail(ErrorCode::bad_input, "This sign-in was begun in another window or took too long. Please sign in again.");
}

}  // namespace

// Browsers read "//host" and "/\host" as another site.
std::string safe_return(std::string_view path) {
    const bool clean = std::ranges::none_of(
        path, [](char letter) { return static_cast<unsigned char>(letter) <= 0x20 || letter == '\\' || letter == 0x7F; });
    const bool local = path.starts_with('/') && !path.starts_with("//");
    return clean && local && path.size() <= 2000 ? std::string(path) : "/";
}

std::string to_text(const Transaction& transaction) {
    boost::json::object object = {{"state", transaction.state},
                                  {"nonce", transaction.nonce},
                                  {"code_verifier", transaction.code_verifier},
                                  {"redirect_uri", transaction.redirect_uri},
                                  {"resource", transaction.resource},
                                  {"return_to", transaction.return_to},
                                  {"begun", to_millis(transaction.begun)}};
    if (transaction.max_age) object["max_age"] = transaction.max_age->count();
    return json::dump(object);
}

Result<Transaction> read_transaction(std::string_view text, Instant now) {
    const auto value = json::parse(text);
    if (!value || !value->is_object()) return begin_again();
    const auto& object = value->get_object();
    Transaction transaction;
    TRY(transaction.state, json::required_text(object, "state"));
    TRY(transaction.nonce, json::required_text(object, "nonce"));
    TRY(transaction.code_verifier, json::required_text(object, "code_verifier"));
    TRY(transaction.redirect_uri, json::required_text(object, "redirect_uri"));
    TRY(transaction.resource, json::required_text(object, "resource"));
    TRY(transaction.return_to, json::required_text(object, "return_to"));
    const auto* begun = object.if_contains("begun");
    if (begun == nullptr || !begun->is_int64()) return begin_again();
    transaction.begun = from_millis(begun->get_int64());
    if (now - transaction.begun > life) return begin_again();
    if (const auto* max_age = object.if_contains("max_age"); max_age != nullptr && max_age->is_int64()) {
        transaction.max_age = Seconds{max_age->get_int64()};
    }
    return transaction;
}

}  // namespace gatehouse::oidc
