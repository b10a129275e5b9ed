-- The first 64 dimensions of each whole window's vector, a narrow table a model: read in whole for every search, since
-- a text's best windows lie scattered and no graph of neighbours leads to them all. Bouts keep their graph.

CREATE FUNCTION keep_prefixes() RETURNS trigger
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
DECLARE
    model models;
    known real;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        FOR model IN SELECT m.* FROM models m WHERE m.version IN (SELECT r.model_version FROM removed r) LOOP
            EXECUTE format(
                'DELETE FROM %I p USING removed r '
                'WHERE r.model_version = %L AND p.window_id = r.window_id AND p.number = r.number',
                'prefixes_' || model.version, model.version);
        END LOOP;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        FOR model IN
            SELECT m.* FROM models m WHERE m.version IN (SELECT a.model_version FROM added a WHERE a.span = 'window')
        LOOP
            EXECUTE format(
                'INSERT INTO %I SELECT subvector(vector, 1, %s), window_id, number FROM added '
                'WHERE model_version = %L AND span = ''window''',
                'prefixes_' || model.version, least(model.dimension, 64), model.version);
            -- Anew whenever there are ten times as many: the first windows may all be of one wearer.
            EXECUTE format(
                'SELECT greatest(reltuples, CASE WHEN $1 THEN (SELECT count(*) FROM (SELECT FROM %1$I LIMIT 200) few) END) '
                'FROM pg_class WHERE oid = %1$L::regclass',
                'prefixes_' || model.version) INTO known USING model.fitted_on IS NULL;
            IF known >= 10 * coalesce(model.fitted_on, 20)
                AND pg_try_advisory_xact_lock(hashtext('wearscribe.prefixes')) THEN
                PERFORM fit_prefix(model.version);
            END IF;
        END LOOP;
    END IF;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION keep_prefixes() IS
    'Trigger of embeddings: what is written there of whole windows is written to prefixes_… of its model too';

CREATE TRIGGER embeddings_added AFTER INSERT ON embeddings
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_prefixes();
CREATE TRIGGER embeddings_changed AFTER UPDATE ON embeddings
    REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_prefixes();
CREATE TRIGGER embeddings_removed AFTER DELETE ON embeddings
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION keep_prefixes();

CREATE OR REPLACE FUNCTION index_model(version text) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
DECLARE
    known CONSTANT models := (SELECT m FROM models m WHERE m.version = index_model.version);
    prefixes CONSTANT text := quote_ident('prefixes_' || known.version);
BEGIN
    -- The vector first, and plain: neither is the id looked at before it nor is it unpacked.
    EXECUTE format(
        'CREATE TABLE %s (prefix halfvec(%s) STORAGE PLAIN NOT NULL, '
        'window_id uuid NOT NULL REFERENCES windows ON DELETE CASCADE, number smallint NOT NULL)',
        prefixes, least(known.dimension, 64));
    EXECUTE format('COMMENT ON TABLE %s IS %L', prefixes,
        'What search_windows reads of every window: the beginning of its vector of ' || known.version);
    EXECUTE format('COMMENT ON COLUMN %s.prefix IS ''The first 64 dimensions of the vector''', prefixes);
    EXECUTE format('COMMENT ON COLUMN %s.window_id IS ''The window it belongs to''', prefixes);
    EXECUTE format('COMMENT ON COLUMN %s.number IS ''As in embeddings''', prefixes);
    EXECUTE format(
        'INSERT INTO %s SELECT subvector(vector, 1, %s), window_id, number FROM embeddings '
        'WHERE model_version = %L AND span = ''window''', prefixes, least(known.dimension, 64), known.version);
    EXECUTE format('ALTER TABLE %s ADD PRIMARY KEY (window_id, number)', prefixes);
    PERFORM fit_prefix(known.version);
    -- Its rows alone, cast to its dimension: the index also refuses a vector of another one.
    EXECUTE format(
        'CREATE INDEX %I ON embeddings USING hnsw ((vector::halfvec(%s)) halfvec_cosine_ops) '
        'WITH (m = 16, ef_construction = 64) WHERE model_version = %L AND span = ''bout''',
        'embeddings_hnsw_bout_' || known.version, known.dimension, known.version);
    EXECUTE format('COMMENT ON INDEX %I IS %L', 'embeddings_hnsw_bout_' || known.version,
        'Nearest bouts by cosine among the vectors of ' || known.version);
END
$$;

COMMENT ON FUNCTION index_model(text) IS
    'Make what searches read of a registered model: the prefixes of whole windows, the graph over bouts; register_model '
    'does it';

CREATE OR REPLACE FUNCTION remove_model(version text) RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
DECLARE
    known models;
    removed bigint;
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
    -- Last: from here on searches wait.
    EXECUTE format('DROP INDEX %I', 'embeddings_hnsw_bout_' || known.version);
    EXECUTE format('DROP TABLE %I', 'prefixes_' || known.version);
    RETURN removed;
END
$$;

-- What is registered already.
DO $$
DECLARE
    known models;
BEGIN
    SET LOCAL statement_timeout = 0;
    SET LOCAL maintenance_work_mem = '512MB';
    FOR known IN SELECT * FROM models LOOP
        EXECUTE format('DROP INDEX IF EXISTS %I, %I',
            'embeddings_hnsw_window_' || known.version, 'embeddings_hnsw_bout_' || known.version);
        PERFORM index_model(known.version);
    END LOOP;
END
$$;
