CREATE TABLE throttle (
  key TEXT PRIMARY KEY,
  count BIGINT NOT NULL,
  ends_at BIGINT NOT NULL
);

CREATE INDEX throttle_end ON throttle (ends_at);

-- Refused sign-ins of one account, or of one network address where there is no account, in one quarter of an hour:
-- becomes one audit leaf when the quarter is over (invariant 7).
CREATE TABLE refused_sign_in (
  quarter BIGINT NOT NULL,
  target TEXT NOT NULL,
  sub TEXT,
  peer TEXT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (quarter, target)
);

-- Picture codes that were answered; the code itself stands sealed in the form, not here.
CREATE TABLE used_code (
  id TEXT PRIMARY KEY,
  expires_at BIGINT NOT NULL
);

CREATE INDEX used_code_expiry ON used_code (expires_at);
