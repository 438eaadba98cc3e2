-- The key that signs the audit log's checkpoints; made once, sealed under the store's seal key.
CREATE TABLE audit_key (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  sealed TEXT NOT NULL,
  public_jwk TEXT NOT NULL
);
