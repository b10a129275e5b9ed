-- Which embedding models there are, which one is searched, and what is made for each: a graph over its bouts, and the
-- prefixes of its whole windows. A window has some eight bouts: their graph is the cheap one, or landing would wait for it.

CREATE OR REPLACE FUNCTION active_model() RETURNS models
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    model models;
BEGIN
    SELECT * INTO model FROM models WHERE active;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no embedding model is active'
            USING HINT = 'One becomes active when the first embedding lands; or call activate_model(version).';
    END IF;
    RETURN model;
END
$$;

COMMENT ON FUNCTION active_model() IS 'The model whose vectors are searched; an error where there is none';

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

COMMENT ON FUNCTION register_model(text, integer) IS
    'Make an embedding model known and index its vectors; the first one becomes active. Again: no change';

CREATE OR REPLACE FUNCTION activate_model(version text) RETURNS models
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    chosen models;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('wearscribe.models'));
    IF NOT EXISTS (SELECT FROM models WHERE version = activate_model.version) THEN
        RAISE EXCEPTION 'model % is not registered', activate_model.version
            USING HINT = 'SELECT version FROM models lists those that are; register_model adds one.';
    END IF;
    UPDATE models SET active = false WHERE active AND version <> activate_model.version;
    UPDATE models SET active = true WHERE version = activate_model.version RETURNING * INTO chosen;
    RETURN chosen;
END
$$;

COMMENT ON FUNCTION activate_model(text) IS 'Let the search functions compare vectors of this model from now on';

CREATE OR REPLACE FUNCTION index_model(version text) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
DECLARE
    known CONSTANT models := (SELECT m FROM models m WHERE m.version = index_model.version);
BEGIN
    PERFORM make_prefixes(known.version);
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
