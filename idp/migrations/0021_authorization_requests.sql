-- An authorization request that waits for a sign-in, in the browser that began it. parameters is the checked request.
CREATE TABLE authorization_request (
  id TEXT PRIMARY KEY,
  browser TEXT NOT NULL,
  client_id TEXT NOT NULL REFERENCES client (client_id),
  parameters TEXT NOT NULL,
  authenticated_since BIGINT,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);

CREATE INDEX authorization_request_expiry ON authorization_request (expires_at);

-- What a person allowed an application that is not our own.
CREATE TABLE consent (
  sub TEXT NOT NULL REFERENCES account (sub),
  client_id TEXT NOT NULL REFERENCES client (client_id),
  scope TEXT NOT NULL,
  given_at BIGINT NOT NULL,
  PRIMARY KEY (sub, client_id)
);
