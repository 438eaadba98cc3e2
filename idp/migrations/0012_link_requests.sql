-- Somebody asked for a mailed link. Every request makes such a row, whatever the address turned out to be, so that
-- answers, pages and work are the same (invariant 12): 'activate' a new account, 'reset' a password, 'known' (the address has an account
-- already: it is told so by mail), 'none' (there is nothing to send).
CREATE TABLE link_request (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('activate', 'reset', 'known', 'none')),
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'void')),
  browser TEXT NOT NULL,
  waiting TEXT NOT NULL,
  sub TEXT REFERENCES taken_sub (sub),
  username TEXT NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  email_language TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  sends BIGINT NOT NULL,
  last_sent_at BIGINT NOT NULL,
  done_at BIGINT
);

CREATE INDEX link_request_email ON link_request (email_key, purpose);

CREATE INDEX link_request_sub ON link_request (sub, purpose);

CREATE INDEX link_request_age ON link_request (created_at);

-- Only the fingerprint of the proof is kept. A request has as many links as mails were sent; all work until one succeeds.
CREATE TABLE link (
  proof_hash TEXT PRIMARY KEY,
  request TEXT NOT NULL REFERENCES link_request (id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX link_of_request ON link (request);
