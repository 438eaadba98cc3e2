# Secrets and configuration files. Sourced by scripts/run; uses root, var, offset and the ports.
# shellcheck shell=bash disable=SC2154

make_secret() { # file, hex bytes
    [[ -s $1 ]] || (umask 077 && openssl rand -hex "$2" >"$1.new" && mv "$1.new" "$1")
}

make_key() { # file, algorithm: a private JWK
    [[ -s $1 ]] || (umask 077 && "$root/build/release/bin/gatehouse" key make --algorithm "$2" >"$1.new" && mv "$1.new" "$1")
}

make_secrets() {
    local name
    for name in "${programs[@]}"; do make_secret "$var/secrets/$name.seal" 32; done
    make_secret "$var/secrets/coi-desk.secret" 32
    for name in production training; do
        make_key "$var/secrets/$name.client.jwk" ES256
        make_key "$var/secrets/$name.audit.jwk" EdDSA
    done
}

# A cookie's name carries the shift: browsers share cookies between ports.
cookie() { [[ $offset -eq 0 ]] && echo "__Host-gh-$1" || echo "__Host-gh-$1-$offset"; }

write_configuration() {
    idp_config >"$var/config/idp.toml"
    authz_config production >"$var/config/production.toml"
    authz_config training >"$var/config/training.toml"
    desk_config >"$var/config/coi-desk.toml"
    clients >"$var/config/clients.json"
    chmod 0600 "$var/config/clients.json"
}

common_config() { # name of the program
    cat <<TOML
birth = "demo"
database = "sqlite:$var/data/$1.db"
seal_key_file = "$var/secrets/$1.seal"
cookie = "$(cookie "$1")"
plugins = "$root/build/release/connectors"
web = "$root/web"
catalogues = "$root/build/release/catalogues"
log = "$var/log/$1.log"
TOML
}

common_tables() { # name of the program
    cat <<TOML

[[listener]]
address = "127.0.0.1"
port = $(port_of "$1")
certificate = "$var/certs/localhost.pem"
private_key = "$var/certs/localhost.key"

[contact]
helpdesk = "helpdesk@gatehouse.invalid"
coi = "coi-organic@gatehouse.invalid"

[mail]
connector = "mail-spool"
from = "automated-notifications@gatehouse.invalid"
[mail.settings]
folder = "$var/mail"
TOML
}

idp_config() {
    cat <<TOML
# Written by scripts/run at every start.
issuer = "$(address_of idp)"
continue_url = "$(address_of production)/"
$(common_config idp)
$(common_tables idp)

# In a demo everybody comes from this machine, and so counts as one.
[limits]
registrations_per_peer_hour = 1000
TOML
    local environment scope
    for environment in production training; do
        scope=grants:$environment
        cat <<TOML

[[grants_source]]
scope = "$scope"
source = "$environment"
endpoint = "$(address_of "$environment")/me/posts"
audience = "$(address_of "$environment")"
TOML
    done
}

authz_config() { # production|training
    cat <<TOML
# Written by scripts/run at every start.
environment = "$1"
base_url = "$(address_of "$1")"
sign_up_url = "$(address_of idp)/register"
account_url = "$(address_of idp)/account"
policy = "$root/policies/$1.toml"
audit_key_file = "$var/secrets/$1.audit.jwk"
$(common_config "$1")

[issuer]
url = "$(address_of idp)"
client_id = "gatehouse-authz-$1"
private_key_file = "$var/secrets/$1.client.jwk"
id_token_alg = "ES256"
ca_file = "$var/certs/ca.pem"
guard = "relaxed"
$(common_tables "$1")

[directory]
connector = "ldap"
[directory.settings]
$(directory_settings "$1")
TOML
}

desk_config() {
    cat <<TOML
# Written by scripts/run at every start.
base_url = "$(address_of coi-desk)"
address = "127.0.0.1"
port = $(port_of coi-desk)
certificate = "$var/certs/localhost.pem"
private_key = "$var/certs/localhost.key"
seal_key_file = "$var/secrets/coi-desk.seal"
cookie = "$(cookie desk)"
web = "$root/web"
catalogues = "$root/build/release/catalogues"
log = "$var/log/coi-desk.log"

[issuer]
url = "$(address_of idp)"
client_id = "coi-desk"
client_secret_file = "$var/secrets/coi-desk.secret"
ca_file = "$var/certs/ca.pem"

[[environment]]
name = "production"
url = "$(address_of production)"

[[environment]]
name = "training"
url = "$(address_of training)"
TOML
}

clients() {
    printf '[%s,\n%s,\n%s]\n' "$(authz_client production)" "$(authz_client training)" "$(desk_client)"
}

authz_client() { # production|training
    cat <<JSON
{"client_id": "gatehouse-authz-$1", "client_name": "TRACES registration, $1",
 "redirect_uris": ["$(address_of "$1")/callback"], "post_logout_redirect_uris": ["$(address_of "$1")/"],
 "grant_types": ["authorization_code"], "response_types": ["code"], "token_endpoint_auth_method": "private_key_jwt",
 "jwks": {"keys": [$("$root/build/release/bin/gatehouse" key public "$var/secrets/$1.client.jwk")]},
 "scope": "openid profile email", "id_token_signed_response_alg": "ES256", "id_token_claims": "all", "first_party": true}
JSON
}

desk_client() {
    cat <<JSON
{"client_id": "coi-desk", "client_secret": "$(cat "$var/secrets/coi-desk.secret")", "client_name": "COI desk",
 "redirect_uris": ["$(address_of coi-desk)/callback"], "post_logout_redirect_uris": ["$(address_of coi-desk)/"],
 "grant_types": ["authorization_code", "client_credentials"], "response_types": ["code"],
 "token_endpoint_auth_method": "client_secret_basic", "id_token_signed_response_alg": "ES256",
 "scope": "openid profile email grants:production grants:training decision",
 "resources": ["$(address_of coi-desk)", "$(address_of production)", "$(address_of training)"],
 "own_resource": "$(address_of coi-desk)", "first_party": true}
JSON
}
