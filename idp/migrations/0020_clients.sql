-- Applications that may ask for tokens. metadata is the canonical JSON of their RFC 7591 metadata, without any secret;
-- of the secret only the fingerprint is kept (it is random: 128 bits and more).
CREATE TABLE client (
  client_id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  metadata TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
