# What scripts/run prints when all is ready. Sourced by scripts/run; uses root, var, offset and the ports.
# shellcheck shell=bash disable=SC2154

print_table() {
    cat <<TABLE

Gatehouse is ready.

  $(address_of idp)   gatehouse-idp      accounts and sign-in
  $(address_of production)   gatehouse-authz    roles, production      <- begin here
  $(address_of training)   gatehouse-authz    roles, training
  $(address_of coi-desk)   coi-desk           an application that asks who may sign
  ldap://127.0.0.1:$(port_of slapd)  slapd              the published directory

The code of the sign-up page is 246810. Mails: $(address_of idp)/dev/mail and $var/mail/
TABLE
    cat <<TABLE

Your browser does not know the development authority $var/certs/ca.pem yet:
  Chromium   mkdir -p ~/.pki/nssdb && certutil -d sql:\$HOME/.pki/nssdb -A -t C,, -n gatehouse-dev -i $var/certs/ca.pem
             or start it with --ignore-certificate-errors-spki-list=$("$root/certs/make" --spki "$var/certs")
  Firefox    Settings, Certificates, Authorities, Import
  curl       --cacert $var/certs/ca.pem

TABLE
}
