-- Authorization codes by their fingerprint. A used one stays until its tokens are dead: presenting it again revokes them.
CREATE TABLE code (
  code_hash TEXT PRIMARY KEY,
  family TEXT NOT NULL,
  client_id TEXT NOT NULL REFERENCES client (client_id),
  sub TEXT NOT NULL REFERENCES account (sub),
  session TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  code_challenge TEXT NOT NULL,
  nonce TEXT NOT NULL,
  scope TEXT NOT NULL,
  resource TEXT NOT NULL,
  auth_time BIGINT NOT NULL,
  acr TEXT NOT NULL,
  amr TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);

CREATE INDEX code_expiry ON code (expires_at);

-- Access tokens are not stored; that all of one family are dead is.
CREATE TABLE revoked_family (
  family TEXT PRIMARY KEY,
  revoked_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX revoked_family_expiry ON revoked_family (expires_at);

-- jti of client assertions (RFC 7523) that were used.
CREATE TABLE used_assertion (
  client_id TEXT NOT NULL,
  jti_hash TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (client_id, jti_hash)
);

CREATE INDEX used_assertion_expiry ON used_assertion (expires_at);
