-- A model is removed beside searches: both lock several tables, in orders that nobody fixes, and would wait for each
-- other.

CREATE OR REPLACE FUNCTION remove_model(version text) RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
SET lock_timeout = 0  -- what is set below ends with the function
AS $$
DECLARE
    known models;
    removed bigint;
    locked boolean := false;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('wearscribe.models'));
    SELECT * INTO known FROM models m WHERE m.version = remove_model.version;
    IF known IS NULL THEN
        RAISE EXCEPTION 'model % is not registered', remove_model.version
            USING HINT = 'SELECT version FROM models lists those that are.';
    ELSIF known.active THEN
        RAISE EXCEPTION 'model % is active: searches use it', remove_model.version
            USING HINT = 'activate_model() another one first.';
    END IF;
    DELETE FROM embeddings e WHERE e.model_version = known.version;
    GET DIAGNOSTICS removed = ROW_COUNT;
    DELETE FROM captions c WHERE c.author = known.version;
    DELETE FROM models m WHERE m.version = known.version;  -- and its classifiers, by cascade
    -- Last, since from here on searches wait; all or, if one is held for long, none until the next try.
    SET LOCAL lock_timeout = '200ms';  -- shorter than deadlock_timeout: nobody else is ended for it
    FOR attempt IN 1..100 LOOP
        BEGIN
            EXECUTE format('LOCK TABLE windows, embeddings, %I IN ACCESS EXCLUSIVE MODE', 'prefixes_' || known.version);
            locked := true;
            EXIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM pg_sleep(0.1);
        END;
    END LOOP;
    IF NOT locked THEN
        RAISE EXCEPTION 'model % could not be removed: searches or workers hold its tables', known.version
            USING HINT = 'End long transactions (pg_stat_activity shows them) and try again.';
    END IF;
    EXECUTE format('DROP INDEX %I', 'embeddings_hnsw_bout_' || known.version);
    EXECUTE format('DROP TABLE %I', 'prefixes_' || known.version);
    RETURN removed;
END
$$;

COMMENT ON FUNCTION remove_model(text) IS
    'Delete a model with its vectors, captions, inferences, classifiers and index; returns how many vectors. Stop its '
    'workers first';
