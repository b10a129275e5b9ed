-- One index for whole windows and one for bouts, of each model. In one for both, a search for days walks past the
-- bouts: it reads three times as much, and from a text's vector, which lies apart from both, it hardly arrives.
-- A text's best windows lie scattered, unlike those of a vector that lies among them: the graph over windows has twice
-- the usual links. A window has some eight bouts: their graph is the cheap one, or landing would wait for it.

CREATE FUNCTION index_model(version text) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
DECLARE
    known CONSTANT models := (SELECT m FROM models m WHERE m.version = index_model.version);
    of_span text;
    graph text;
BEGIN
    FOR of_span, graph IN
        VALUES ('window', 'm = 32, ef_construction = 100'), ('bout', 'm = 16, ef_construction = 64')
    LOOP
        -- Its rows alone, cast to its dimension: the index also refuses a vector of another one.
        EXECUTE format(
            'CREATE INDEX %I ON embeddings USING hnsw ((vector::halfvec(%s)) halfvec_cosine_ops) WITH (%s) '
            'WHERE model_version = %L AND span = %L',
            'embeddings_hnsw_' || of_span || '_' || known.version, known.dimension, graph, known.version, of_span);
        EXECUTE format('COMMENT ON INDEX %I IS %L', 'embeddings_hnsw_' || of_span || '_' || known.version,
            'Nearest ' || of_span || 's by cosine among the vectors of ' || known.version);
    END LOOP;
END
$$;

COMMENT ON FUNCTION index_model(text) IS 'Index the vectors of a registered model; register_model does it';

CREATE OR REPLACE FUNCTION register_model(version text, dimension integer) RETURNS models
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    known models;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('wearscribe.models'));
    SELECT * INTO known FROM models WHERE version = register_model.version;
    IF known.dimension <> register_model.dimension THEN
        RAISE EXCEPTION 'model % is registered with dimension %, not %',
            known.version, known.dimension, register_model.dimension
            USING HINT = 'Give a model of another dimension another version.';
    END IF;
    IF known IS NULL THEN
        INSERT INTO models (version, dimension, active)
        VALUES (register_model.version, register_model.dimension, NOT EXISTS (SELECT FROM models WHERE active))
        RETURNING * INTO known;
        PERFORM index_model(known.version);
    END IF;
    RETURN known;
END
$$;

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
    EXECUTE format('DROP INDEX %I, %I',
        'embeddings_hnsw_window_' || known.version, 'embeddings_hnsw_bout_' || known.version);
    RETURN removed;
END
$$;

-- What is registered already. Building needs the graph in memory to be fast.
DO $$
DECLARE
    known models;
BEGIN
    SET LOCAL statement_timeout = 0;
    SET LOCAL maintenance_work_mem = '512MB';
    FOR known IN SELECT * FROM models LOOP
        EXECUTE format('DROP INDEX %I', 'embeddings_hnsw_' || known.version);
        PERFORM index_model(known.version);
    END LOOP;
END
$$;

-- Without it the planner takes any weekday for one in two hundred, and reads all that pass instead of the index.
CREATE STATISTICS windows_weekday ON (extract(isodow FROM starts_at)::integer) FROM windows;
COMMENT ON STATISTICS windows_weekday IS 'How many windows begin on each day of the week';
