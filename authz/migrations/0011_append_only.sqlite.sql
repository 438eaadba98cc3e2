-- Decisions are for good (invariant 7); a store's environment never changes; a grant keeps what it was made of.
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN
    SELECT RAISE(ABORT, 'decisions are append-only');
END;

CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN
    SELECT RAISE(ABORT, 'decisions are append-only');
END;

CREATE TRIGGER store_environment_no_update BEFORE UPDATE ON store_environment BEGIN
    SELECT RAISE(ABORT, 'the environment of a store never changes');
END;

CREATE TRIGGER store_environment_no_delete BEFORE DELETE ON store_environment BEGIN
    SELECT RAISE(ABORT, 'the environment of a store never changes');
END;

CREATE TRIGGER grants_fixed BEFORE UPDATE OF environment, person, post, kind, organisation, scope, valid_from, decision ON grants BEGIN
    SELECT RAISE(ABORT, 'a grant keeps its person, post and decision');
END;

CREATE TRIGGER grants_no_delete BEFORE DELETE ON grants BEGIN
    SELECT RAISE(ABORT, 'grants end, they are not deleted');
END;

CREATE TRIGGER request_post_fixed BEFORE UPDATE OF environment, request, person, filed_by, post, kind, organisation, scope ON request_post BEGIN
    SELECT RAISE(ABORT, 'a request keeps its person and post');
END;

-- INSERT OR REPLACE deletes without firing delete triggers, so it is refused before it begins.
CREATE TRIGGER decision_no_replace BEFORE INSERT ON decision
WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id OR (request_post = NEW.request_post AND verb = NEW.verb)) BEGIN
    SELECT RAISE(ABORT, 'decisions are append-only');
END;

CREATE TRIGGER grants_no_replace BEFORE INSERT ON grants
WHEN EXISTS (SELECT 1 FROM grants WHERE id = NEW.id OR decision = NEW.decision) BEGIN
    SELECT RAISE(ABORT, 'grants end, they are not replaced');
END;

CREATE TRIGGER store_environment_no_replace BEFORE INSERT ON store_environment WHEN EXISTS (SELECT 1 FROM store_environment) BEGIN
    SELECT RAISE(ABORT, 'the environment of a store never changes');
END;
