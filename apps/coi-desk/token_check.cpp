// SPDX-License-Identifier: AGPL-3.0-or-later
#include "apps/coi-desk/token_check.hpp"

// liboauth2's headers bring unused parameters of their own.
extern "C" {
#include <oauth2/cfg.h>
#include <oauth2/log.h>
#include <oauth2/mem.h>
#include <oauth2/oauth2.h>
#include <oauth2/util.h>
}
#include <jansson.h>

#include <cstdlib>

namespace gatehouse::desk {

namespace {

// Its messages can hold whole tokens: none is kept.
void be_silent(oauth2_log_sink_t*, const char*, unsigned long, const char*, oauth2_log_level_t, const char*) {}

}  // namespace

struct TokenCheck::Impl {
    oidc::Provider& provider;
    std::string audience;
    oauth2_log_t* log = nullptr;
    oauth2_cfg_token_verify_t* verify = nullptr;

    Result<std::string> payload_by_liboauth2(const std::string& token);
};

TokenCheck::TokenCheck(oidc::Provider& provider, const std::string& jwks_url, std::string audience)
    : impl_(new Impl{provider, std::move(audience)}) {
    impl_->log = oauth2_init(OAUTH2_LOG_ERROR, oauth2_log_sink_create(OAUTH2_LOG_ERROR, be_silent, nullptr));
    // expiry=0: no result is remembered; a token that has ended is refused at once.
    char* refused = oauth2_cfg_token_verify_add_options(impl_->log, &impl_->verify, "jwks_uri", jwks_url.c_str(),
                                                        "verify.exp=required&verify.iat=required&expiry=0");
    if (refused != nullptr) {
        const std::string why = refused;
        oauth2_mem_free(refused);
        throw std::runtime_error("liboauth2 refuses its configuration: " + why);
    }
}

TokenCheck::~TokenCheck() {
    oauth2_cfg_token_verify_free(impl_->log, impl_->verify);
    oauth2_shutdown(impl_->log);
}

Result<std::string> TokenCheck::Impl::payload_by_liboauth2(const std::string& token) {
    json_t* claims = nullptr;
    const bool accepted = oauth2_token_verify(log, nullptr, verify, token.c_str(), &claims);
    const std::unique_ptr<json_t, decltype(&json_decref)> owner(claims, json_decref);
    if (!accepted || claims == nullptr)
        return fail(ErrorCode::invalid_token, "The sign-in has ended. Please sign in again.", "", "liboauth2");
    const std::unique_ptr<char, decltype(&std::free)> text(json_dumps(claims, JSON_COMPACT), std::free);
    if (!text) return fail(ErrorCode::invalid_token, "The sign-in has ended. Please sign in again.", "", "claims");
    return std::string(text.get());
}

Result<CheckedToken> TokenCheck::check(std::string_view token, Instant now) {
    // Too long or with a NUL, it would be another string for a C library.
    if (token.empty() || token.size() > 8192 || token.find('\0') != std::string_view::npos) {
        return fail(ErrorCode::invalid_token, "The sign-in has ended. Please sign in again.", "", "form");
    }
    TRY_VOID(impl_->provider.keys_for(token));
    TRY(const auto payload, impl_->payload_by_liboauth2(std::string(token)));
    return recheck(token, payload, impl_->provider.issuer(), impl_->audience, now);
}

}  // namespace gatehouse::desk
