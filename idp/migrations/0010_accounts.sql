-- What was once given to a person is never given to another, even after erasure: these two tables only grow.
CREATE TABLE taken_sub (
  sub TEXT PRIMARY KEY,
  taken_at BIGINT NOT NULL
);

CREATE TABLE taken_username (
  username_key TEXT PRIMARY KEY,
  sub TEXT NOT NULL REFERENCES taken_sub (sub),
  taken_at BIGINT NOT NULL
);

CREATE TABLE account (
  sub TEXT PRIMARY KEY REFERENCES taken_sub (sub),
  username TEXT NOT NULL,
  username_key TEXT NOT NULL UNIQUE REFERENCES taken_username (username_key),
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL UNIQUE,
  email_language TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'locked', 'closing', 'closed')),
  kind TEXT NOT NULL CHECK (kind IN ('person', 'persona')),
  password_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  activated_at BIGINT NOT NULL,
  password_set_at BIGINT NOT NULL
);

CREATE INDEX account_persona ON account (kind, sub) WHERE kind = 'persona';
