# The folder that holds everything scripts/run makes. Sourced by scripts/run; uses root, offset, refuse.
# shellcheck shell=bash disable=SC2154

readonly made=(config secrets data mail log run ldap)  # what --fresh empties; certs stay, so that a trusted authority stays trusted

find_state() {
    var=${GATEHOUSE_VAR:-$root/var}
    [[ $var == /* ]] || var=$PWD/$var
    marker=$var/.gatehouse
}

# Accounts, mails with their links and secrets are nobody else's on this machine.
make_folders() {
    mkdir -p "${made[@]/#/$var/}"
    chmod 0700 "$var"/{config,secrets,data,mail,log}
}

# A folder is ours when it was empty, or carries our mark. It keeps the port offset it was made for: addresses are part of its data.
claim_state() {
    if [[ -d $var && ! -f $marker && -n $(ls -A "$var") ]]; then
        refuse "$var holds files that were not made by scripts/run; name another folder with GATEHOUSE_VAR"
    fi
    mkdir -p "$var"
    exec 9>"$var/.lock"
    flock -w 120 9 || fail "another scripts/run works in $var; wait for it"
    local before=
    [[ -f $marker ]] && before=$(sed -n 's/^port_offset=//p' "$marker")
    offset=${offset:-${before:-0}}
    if [[ -n $before && $before != "$offset" && $fresh == no ]]; then
        refuse "$var was made for --port-offset $before; add --fresh to start it anew, or name another folder with GATEHOUSE_VAR"
    fi
    make_folders
    [[ $before == "$offset" ]] || [[ $fresh == yes ]] || mark_state
}

release_state() { exec 9>&-; }

mark_state() { printf '# scripts/run made this folder; --fresh empties it.\nport_offset=%s\n' "$offset" >"$marker"; }

empty_state() {
    "$root/scripts/slapd" erase "$var" 2>/dev/null || true
    rm -rf "${made[@]/#/$var/}"
    make_folders
    mark_state
}
