-- The environment this store belongs to: one row, and every other table refers to it, so that no row of another
-- environment can stand here (invariant 5).
CREATE TABLE store_environment (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    environment TEXT NOT NULL UNIQUE CHECK (environment IN ('production', 'training'))
);

-- A person is (issuer, sub); person = "issuer sub" is that key in one column (invariant 14). Names, e-mail and locale
-- as last seen in an ID token; language and time zone as chosen here.
CREATE TABLE person (
    person TEXT PRIMARY KEY,
    issuer TEXT NOT NULL,
    sub TEXT NOT NULL,
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    email TEXT NOT NULL,
    locale TEXT NOT NULL,
    language TEXT NOT NULL DEFAULT '',
    time_zone TEXT NOT NULL DEFAULT 'Europe/Brussels',
    first_seen BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    CHECK (person = issuer || ' ' || sub),
    CHECK (issuer <> '' AND sub <> ''),
    UNIQUE (issuer, sub)
);

CREATE INDEX person_sub ON person (sub);

-- One kind of role per person (invariant 1): the primary key makes two impossible; what is open or held refers to it.
CREATE TABLE person_kind (
    person TEXT PRIMARY KEY REFERENCES person (person),
    kind TEXT NOT NULL CHECK (kind IN ('operator', 'control_body', 'authority', 'commission')),
    environment TEXT NOT NULL REFERENCES store_environment (environment),
    UNIQUE (person, kind)
);

CREATE TABLE organisation (
    id TEXT PRIMARY KEY,
    environment TEXT NOT NULL REFERENCES store_environment (environment),
    type TEXT NOT NULL CHECK (type IN ('operator', 'control_body', 'bcp', 'cca', 'commission')),
    country TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    code TEXT NOT NULL DEFAULT '',
    eori TEXT CHECK (eori <> ''),
    vat TEXT NOT NULL DEFAULT '',
    other_identifier TEXT NOT NULL DEFAULT '',
    region TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    postcode TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    fax TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    website TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL CHECK (status IN ('to_be_validated', 'valid', 'suspended', 'closed', 'merged', 'refused')),
    responsible TEXT REFERENCES organisation (id),
    search_key TEXT NOT NULL,
    name_key TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('reference', 'demo', 'person')),
    source TEXT NOT NULL DEFAULT '',
    filed_by TEXT REFERENCES person (person),
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((origin = 'person') = (filed_by IS NOT NULL)),
    UNIQUE (id, type),
    UNIQUE (id, filed_by)
);

CREATE UNIQUE INDEX organisation_eori ON organisation (eori) WHERE status IN ('to_be_validated', 'valid', 'suspended');

CREATE INDEX organisation_list ON organisation (type, name_key, id);

CREATE INDEX organisation_country_list ON organisation (type, country, name_key, id);

CREATE TABLE organisation_activity (
    organisation TEXT NOT NULL REFERENCES organisation (id),
    section TEXT NOT NULL,
    activity TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('importer', 'first_consignee', 'exporter', 'producer')),
    valid BIGINT NOT NULL CHECK (valid IN (0, 1)),
    PRIMARY KEY (organisation, role)
);

-- The countries a control body certifies for, each with its code ("AE-BIO-171").
CREATE TABLE control_body_country (
    organisation TEXT NOT NULL REFERENCES organisation (id),
    country TEXT NOT NULL,
    code TEXT NOT NULL,
    valid BIGINT NOT NULL CHECK (valid IN (0, 1)),
    PRIMARY KEY (organisation, country)
);

CREATE INDEX control_body_country_list ON control_body_country (country, organisation);

-- The thing asked for, approved and held. The kind follows the organisation's type and nothing else.
CREATE TABLE post (
    id TEXT PRIMARY KEY,
    environment TEXT NOT NULL REFERENCES store_environment (environment),
    role TEXT NOT NULL,
    organisation TEXT NOT NULL,
    organisation_type TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope <> ''),
    kind TEXT NOT NULL,
    FOREIGN KEY (organisation, organisation_type) REFERENCES organisation (id, type),
    CHECK (
        (organisation_type = 'operator' AND kind = 'operator' AND role IN ('importer', 'first_consignee', 'exporter', 'producer', 'administrator'))
        OR (organisation_type = 'control_body' AND kind = 'control_body' AND role IN ('control_body', 'administrator'))
        OR (organisation_type = 'bcp' AND kind = 'authority' AND role IN ('EAOC', 'administrator'))
        OR (organisation_type = 'cca' AND kind = 'authority' AND role IN ('OPL', 'administrator'))
        OR (organisation_type = 'commission' AND kind = 'commission' AND role IN ('commission', 'auditor', 'administrator'))
    ),
    CHECK (scope <> '*' OR organisation_type IN ('control_body', 'commission')),
    UNIQUE (role, organisation, scope),
    UNIQUE (id, kind, organisation, scope)
);

CREATE INDEX post_organisation ON post (organisation);

-- One sending of the request form. once: the form's own mark, so that a double send files one request.
CREATE TABLE request (
    id TEXT PRIMARY KEY,
    environment TEXT NOT NULL REFERENCES store_environment (environment),
    person TEXT NOT NULL REFERENCES person (person),
    filed_by TEXT NOT NULL REFERENCES person (person),
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    information TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    once TEXT NOT NULL,
    filed_at BIGINT NOT NULL,
    UNIQUE (person, once),
    UNIQUE (id, person, filed_by)
);

-- Each post of a request is decided on its own. holding_kind is set exactly while it is open and then refers to the
-- person's one kind (invariant 1).
CREATE TABLE request_post (
    id TEXT PRIMARY KEY,
    environment TEXT NOT NULL REFERENCES store_environment (environment),
    request TEXT NOT NULL,
    person TEXT NOT NULL,
    filed_by TEXT NOT NULL,
    post TEXT NOT NULL,
    kind TEXT NOT NULL,
    organisation TEXT NOT NULL,
    scope TEXT NOT NULL,
    holding_kind TEXT,
    state TEXT NOT NULL CHECK (state IN ('submitted', 'waiting_for_organisation', 'pending', 'returned', 'accepted', 'rejected', 'withdrawn', 'expired')),
    created_at BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    FOREIGN KEY (request, person, filed_by) REFERENCES request (id, person, filed_by),
    FOREIGN KEY (post, kind, organisation, scope) REFERENCES post (id, kind, organisation, scope),
    FOREIGN KEY (person, holding_kind) REFERENCES person_kind (person, kind),
    CHECK (holding_kind IS NULL OR holding_kind = kind),
    CHECK ((holding_kind IS NOT NULL) = (state IN ('submitted', 'waiting_for_organisation', 'pending', 'returned'))),
    UNIQUE (request, post),
    UNIQUE (id, person, filed_by),
    UNIQUE (id, post)
);

CREATE UNIQUE INDEX request_post_open ON request_post (person, post) WHERE holding_kind IS NOT NULL;

CREATE INDEX request_post_by_person ON request_post (person, created_at, id);

CREATE INDEX request_post_by_scope ON request_post (scope, kind, created_at, id) WHERE holding_kind IS NOT NULL;

CREATE INDEX request_post_by_kind ON request_post (kind, created_at, id) WHERE holding_kind IS NOT NULL;

CREATE INDEX request_post_by_organisation ON request_post (organisation, created_at, id) WHERE holding_kind IS NOT NULL;

-- Every decision, for good (append-only by trigger). Nobody decides what benefits themselves or what they filed
-- (invariant 2), and beneficiary and filed_by are those of the very request or organisation: the foreign keys say so.
CREATE TABLE decision (
    id TEXT PRIMARY KEY,
    environment TEXT NOT NULL REFERENCES store_environment (environment),
    verb TEXT NOT NULL CHECK (verb IN ('post', 'organisation', 'administrator')),
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected')),
    request_post TEXT,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    post TEXT REFERENCES post (id),
    requested_post TEXT,
    created_organisation TEXT,
    beneficiary TEXT NOT NULL REFERENCES person (person),
    filed_by TEXT NOT NULL REFERENCES person (person),
    decided_by TEXT NOT NULL REFERENCES person (person),
    on_behalf_of TEXT NOT NULL REFERENCES person (person),
    rule TEXT NOT NULL CHECK (rule <> ''),
    policy_hash TEXT NOT NULL CHECK (policy_hash LIKE 'sha256:%'),
    policy_version TEXT NOT NULL,
    reason_code TEXT NOT NULL,
    reason TEXT NOT NULL,
    acr TEXT NOT NULL,
    auth_time BIGINT NOT NULL,
    at BIGINT NOT NULL,
    CHECK (decided_by <> beneficiary),
    CHECK (decided_by <> filed_by),
    CHECK (on_behalf_of <> beneficiary),
    CHECK (on_behalf_of <> filed_by),
    CHECK ((verb = 'organisation') = (post IS NULL)),
    CHECK (verb <> 'post' OR (request_post IS NOT NULL AND requested_post IS NOT NULL AND requested_post = post)),
    CHECK ((verb = 'organisation') = (created_organisation IS NOT NULL)),
    CHECK (verb <> 'organisation' OR (created_organisation = organisation AND beneficiary = filed_by)),
    CHECK (verdict <> 'rejected' OR reason <> ''),
    FOREIGN KEY (request_post, beneficiary, filed_by) REFERENCES request_post (id, person, filed_by),
    FOREIGN KEY (request_post, requested_post) REFERENCES request_post (id, post),
    FOREIGN KEY (created_organisation, filed_by) REFERENCES organisation (id, filed_by),
    UNIQUE (request_post, verb),
    UNIQUE (id, beneficiary, post, verdict)
);

CREATE INDEX decision_by_organisation ON decision (organisation, at, id);

CREATE INDEX decision_by_decider ON decision (decided_by, at, id);

-- A held post. It refers to the accepting decision for this very person and post (invariant 4).
CREATE TABLE grants (
    id TEXT PRIMARY KEY,
    environment TEXT NOT NULL REFERENCES store_environment (environment),
    person TEXT NOT NULL REFERENCES person (person),
    post TEXT NOT NULL,
    kind TEXT NOT NULL,
    organisation TEXT NOT NULL,
    scope TEXT NOT NULL,
    holding_kind TEXT,
    state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'ended')),
    valid_from BIGINT NOT NULL,
    valid_until BIGINT,
    decision TEXT NOT NULL UNIQUE,
    verdict TEXT NOT NULL CHECK (verdict = 'accepted'),
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    ended_at BIGINT,
    ended_why TEXT NOT NULL DEFAULT '',
    FOREIGN KEY (decision, person, post, verdict) REFERENCES decision (id, beneficiary, post, verdict),
    FOREIGN KEY (post, kind, organisation, scope) REFERENCES post (id, kind, organisation, scope),
    FOREIGN KEY (person, holding_kind) REFERENCES person_kind (person, kind),
    CHECK (holding_kind IS NULL OR holding_kind = kind),
    CHECK ((holding_kind IS NOT NULL) = (state IN ('active', 'suspended'))),
    CHECK ((state = 'ended') = (ended_at IS NOT NULL))
);

CREATE UNIQUE INDEX grants_held ON grants (person, post) WHERE holding_kind IS NOT NULL;

CREATE INDEX grants_by_organisation ON grants (organisation, id);

CREATE INDEX grants_by_post ON grants (post, id);

-- The Commission is seeded once per store.
CREATE TABLE bootstrap (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    at BIGINT NOT NULL
);

-- A browser's session here, after sign-in. id: fingerprint of what the sealed cookie carries.
CREATE TABLE sign_in_session (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (person),
    acr TEXT NOT NULL,
    amr TEXT NOT NULL,
    auth_time BIGINT NOT NULL,
    sid TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX sign_in_session_expiry ON sign_in_session (expires_at);
