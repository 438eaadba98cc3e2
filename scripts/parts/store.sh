# The directory server and the stores' first contents. Sourced by scripts/run; uses root, var, offset and the ports.
# shellcheck shell=bash disable=SC2154

start_directory() { "$root/scripts/slapd" start "$var" "$(port_of slapd)" >"$var/log/slapd.out" 2>&1 || { show_log slapd; fail "the directory server did not start; its last lines are above"; }; }
stop_directory() { [[ ! -d $var/ldap ]] || "$root/scripts/slapd" stop "$var" >/dev/null 2>&1 || true; }

directory_settings() { # production|training
    cat <<TOML
url = "ldap://127.0.0.1:$(port_of slapd)"
suffix = "dc=$1,dc=gatehouse"
bind_dn = "cn=publisher,dc=$1,dc=gatehouse"
password_file = "$var/secrets/ldap-$1-publisher"
TOML
}

gatehouse() { GATEHOUSE_VAR=$var "$root/build/release/bin/gatehouse" "$@" >>"$var/log/setup.log" 2>&1 || { show_log setup; fail "gatehouse $1 ${2:-} failed; its last lines are above"; }; }

# Each step is idempotent: on a second run it changes nothing.
prepare_stores() {
    gatehouse migrate
    gatehouse client import "$var/config/clients.json"
    gatehouse reference load
    gatehouse demo load
}
