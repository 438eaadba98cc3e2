#include "connectors/oidc/provider.hpp"

#include "base/encoding.hpp"
#include "base/json.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace gatehouse::oidc {

namespace {

constexpr Seconds metadata_life{3600};
constexpr Seconds keys_life{600};
constexpr Seconds refetch_pause{10};
constexpr Seconds retry_pause{1};
constexpr Seconds stale_life{24 * 3600};
constexpr json::Limits document_limits{.bytes = 256 * 1024, .depth = 16};

auto away(std::string detail) {
    return fail(ErrorCode::unavailable, "The sign-in service cannot be reached at the moment. Please try again shortly.", "",
                std::move(detail));
}

std::string without_slash(std::string text) {
    if (text.ends_with('/')) text.pop_back();
    return text;
}

std::string scheme(std::string_view url) {
    return std::string(url.substr(0, url.find(':')));
}

// An endpoint as safe as the issuer itself: https wherever the issuer is.
Result<std::string> endpoint(const boost::json::object& document, std::string_view member, const std::string& issuer) {
    TRY(auto url, json::optional_text(document, member));
    if (url && scheme(*url) != scheme(issuer)) return away("metadata: " + std::string(member) + " is not " + scheme(issuer));
    return url.value_or("");
}

Result<std::string> required_endpoint(const boost::json::object& document, std::string_view member, const std::string& issuer) {
    TRY(auto url, endpoint(document, member, issuer));
    if (url.empty()) return away("metadata: " + std::string(member) + " is missing");
    return url;
}

// OpenID Connect Discovery 1.0 section 4.3: the issuer in the document must be exactly the one asked.
Result<Metadata> read_metadata(const boost::json::value& value, const std::string& issuer) {
    if (!value.is_object()) return away("metadata: not an object");
    const auto& document = value.get_object();
    Metadata metadata;
    TRY(metadata.issuer, json::required_text(document, "issuer"));
    if (metadata.issuer != issuer) return away("metadata: issuer is " + metadata.issuer + ", asked was " + issuer);
    TRY(metadata.authorization_endpoint, required_endpoint(document, "authorization_endpoint", issuer));
    TRY(metadata.token_endpoint, required_endpoint(document, "token_endpoint", issuer));
    TRY(metadata.jwks_uri, required_endpoint(document, "jwks_uri", issuer));
    TRY(metadata.userinfo_endpoint, endpoint(document, "userinfo_endpoint", issuer));
    TRY(metadata.end_session_endpoint, endpoint(document, "end_session_endpoint", issuer));
    const auto* flag = document.if_contains("authorization_response_iss_parameter_supported");
    metadata.sends_iss = flag != nullptr && flag->is_bool() && flag->get_bool();
    return metadata;
}

Result<std::string> get(http::Client& client, const std::string& url) {
    http::OutgoingRequest request;
    request.url = url;
    request.headers.add("Accept", "application/json");
    auto answer = client.send(request);
    if (!answer) return away(url + ": " + answer.error().message + " " + answer.error().detail);
    if (answer->status != 200) return away(url + " answers " + std::to_string(answer->status));
    return std::move(answer->body);
}

std::string kid_of(std::string_view compact) {
    const auto header = from_base64url(compact.substr(0, compact.find('.')));
    if (!header) return {};
    const auto value = json::parse(*header);
    if (!value || !value->is_object()) return {};
    const auto kid = json::optional_text(value->get_object(), "kid");
    return kid ? kid->value_or("") : "";
}

}  // namespace

struct Provider::Cache {
    template <class T>
    struct Kept {
        T value{};
        bool filled = false;
        Instant fetched{};  // the last success
        Instant tried{};    // the last attempt
    };
    std::mutex mutex;     // guards the two below; held briefly
    std::mutex fetching;  // one fetch at a time; the others use what is there
    Kept<Metadata> metadata;
    Kept<Keys> keys;

    template <class T>
    bool is_fresh(const Kept<T>& kept, Seconds life, Instant now) {
        return kept.filled && now - kept.fetched < life;
    }

    // Fetches unless somebody just did; falls back to the last good value.
    template <class T, class Fetch>
    Result<T> refresh(Kept<T>& kept, Seconds pause, Instant now, Fetch fetch) {
        std::unique_lock one(fetching, std::defer_lock);
        if (!one.try_lock()) {
            if (auto known = last(kept, now)) return std::move(*known);
            one.lock();
        }
        {
            std::lock_guard hold(mutex);
            const Seconds wait = kept.filled ? pause : retry_pause;
            if (kept.tried != Instant{} && now - kept.tried < wait) return last_locked(kept, now);
            kept.tried = now;
        }
        auto fetched = fetch();
        std::lock_guard hold(mutex);
        if (!fetched) return kept.filled && now - kept.fetched < stale_life ? Result<T>(kept.value) : std::move(fetched);
        kept.value = *fetched;
        kept.filled = true;
        kept.fetched = now;
        return fetched;
    }

    template <class T>
    Result<T> last(Kept<T>& kept, Instant now) {
        std::lock_guard hold(mutex);
        return last_locked(kept, now);
    }

    template <class T>
    Result<T> last_locked(Kept<T>& kept, Instant now) {
        if (kept.filled && now - kept.fetched < stale_life) return kept.value;
        return away("not fetched yet");
    }
};

Provider::Provider(std::string issuer, http::Client& client, const Clock& clock)
    : issuer_(std::move(issuer)), client_(client), clock_(clock), cache_(std::make_unique<Cache>()) {}

Provider::~Provider() = default;

Result<Metadata> Provider::fetch_metadata() {
    TRY(const auto text, get(client_, without_slash(issuer_) + "/.well-known/openid-configuration"));
    const auto value = json::parse(text, document_limits);
    if (!value) return away("metadata: " + value.error().message);
    auto metadata = read_metadata(*value, issuer_);
    if (!metadata) return away(metadata.error().message + " " + metadata.error().detail);
    return metadata;
}

Result<Metadata> Provider::metadata() {
    const Instant now = clock_.now();
    {
        std::lock_guard hold(cache_->mutex);
        if (cache_->is_fresh(cache_->metadata, metadata_life, now)) return cache_->metadata.value;
    }
    return cache_->refresh(cache_->metadata, refetch_pause, now, [&] { return fetch_metadata(); });
}

Result<Keys> Provider::fetch_keys(const std::string& jwks_uri) {
    TRY(const auto text, get(client_, jwks_uri));
    auto keys = jose::KeySet::from_jwks(text);
    if (!keys) return away("jwks: " + keys.error().message);
    return std::make_shared<const jose::KeySet>(std::move(*keys));
}

Result<Keys> Provider::keys_for(std::string_view compact_token) {
    const Instant now = clock_.now();
    const std::string kid = kid_of(compact_token);
    {
        std::lock_guard hold(cache_->mutex);
        const auto& kept = cache_->keys;
        const bool known =
            kept.filled && (kid.empty() || std::ranges::any_of(kept.value->keys(), [&](const jose::Key& key) { return key.kid() == kid; }));
        if (known && cache_->is_fresh(kept, keys_life, now)) return kept.value;
    }
    // Before, not inside the fetch: both take the same one-at-a-time lock.
    TRY(const auto where, metadata());
    return cache_->refresh(cache_->keys, refetch_pause, now, [&] { return fetch_keys(where.jwks_uri); });
}

}  // namespace gatehouse::oidc
