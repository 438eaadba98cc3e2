CREATE TABLE session (
  id TEXT PRIMARY KEY,
  proof_hash TEXT NOT NULL UNIQUE,
  sub TEXT NOT NULL REFERENCES account (sub),
  browser TEXT NOT NULL,
  keep TEXT NOT NULL CHECK (keep IN ('browser', 'device')),
  authenticated_at BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  amr TEXT NOT NULL,
  acr TEXT NOT NULL,
  device TEXT NOT NULL
);

CREATE INDEX session_account ON session (sub, authenticated_at);

CREATE INDEX session_expiry ON session (expires_at);

CREATE INDEX session_ended ON session (ended_at) WHERE ended_at IS NOT NULL;
