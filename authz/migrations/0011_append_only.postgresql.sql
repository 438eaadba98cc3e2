-- Decisions are for good (invariant 7); a store's environment never changes; a grant keeps what it was made of.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% keeps what was written', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER decision_no_change BEFORE UPDATE OR DELETE ON decision FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER decision_no_truncate BEFORE TRUNCATE ON decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER store_environment_no_change BEFORE UPDATE OR DELETE ON store_environment FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER store_environment_no_truncate BEFORE TRUNCATE ON store_environment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER grants_fixed BEFORE UPDATE OF environment, person, post, kind, organisation, scope, valid_from, decision ON grants
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER grants_no_delete BEFORE DELETE ON grants FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER grants_no_truncate BEFORE TRUNCATE ON grants FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER request_post_fixed BEFORE UPDATE OF environment, request, person, filed_by, post, kind, organisation, scope ON request_post
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
