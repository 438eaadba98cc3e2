# What scripts/run prints when all is ready. Sourced by scripts/run; uses root, var, offset and the ports.
# shellcheck shell=bash disable=SC2154

personas() {
    printf '  %-17s %-34s %s\n' username e-mail "password: Gate-house-2026"
    sed -nE 's/.*"username": "([^"]*)".*"email": "([^"]*)".*"part": "([^"]*)".*/\1|\2|\3/p' "$root/data/personas.json" |
        while IFS='|' read -r username email part; do printf '  %-17s %-34s %s\n' "$username" "$email" "$part"; done
}

print_table() {
    cat <<TABLE

Gatehouse is ready.

  $(address_of idp)   gatehouse-idp      accounts and sign-in
  $(address_of production)   gatehouse-authz    roles, production      <- begin here
  $(address_of training)   gatehouse-authz    roles, training
  $(address_of coi-desk)   coi-desk           an application that asks who may sign
  ldap://127.0.0.1:$(port_of slapd)  slapd              the published directory

$(personas)

The code of the sign-up page is 246810. Mails: $(address_of idp)/dev/mail and $var/mail/
TABLE
    cat <<TABLE

What to try:
  1. Sign up at $(address_of idp)/register, set a password from the mail, and continue with step 2.
  2. Choose Operator, tick one in Germany, request authorisation. In a second browser, authority.de accepts it.
  3. Look again: the profile says "Accepted", $(address_of coi-desk) knows who may sign, and so does
     GATEHOUSE_VAR=$var $root/build/release/bin/gatehouse --environment production grant list
  4. Training ($(address_of training)) knows nothing of it: there step 2 begins anew.

Your browser does not know the development authority $var/certs/ca.pem yet:
  Chromium   mkdir -p ~/.pki/nssdb && certutil -d sql:\$HOME/.pki/nssdb -A -t C,, -n gatehouse-dev -i $var/certs/ca.pem
             or start it with --ignore-certificate-errors-spki-list=$("$root/certs/make" --spki "$var/certs")
  Firefox    Settings, Certificates, Authorities, Import
  curl       --cacert $var/certs/ca.pem

TABLE
}
