-- The keys that sign tokens, one active per algorithm; the private JWK is sealed under the store's seal key.
CREATE TABLE signing_key (
  kid TEXT PRIMARY KEY,
  alg TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'retired')),
  sealed TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX signing_key_active ON signing_key (alg) WHERE state = 'active';
