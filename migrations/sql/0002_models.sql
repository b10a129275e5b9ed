-- Which embedding models there are, and which one is searched.

CREATE FUNCTION register_model(version text, dimension integer) RETURNS models
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
        -- Its rows alone, cast to its dimension: the index also refuses a vector of another one.
        EXECUTE format(
            'CREATE INDEX %I ON embeddings USING hnsw ((vector::halfvec(%s)) halfvec_cosine_ops) '
            'WITH (m = 16, ef_construction = 64) WHERE model_version = %L',
            'embeddings_hnsw_' || register_model.version, register_model.dimension, register_model.version);
        EXECUTE format('COMMENT ON INDEX %I IS %L', 'embeddings_hnsw_' || register_model.version,
            'Nearest neighbours by cosine among the vectors of ' || register_model.version);
    END IF;
    RETURN known;
END
$$;

COMMENT ON FUNCTION register_model(text, integer) IS
    'Make an embedding model known and index its vectors; the first one becomes active. Again: no change';

CREATE FUNCTION activate_model(version text) RETURNS models
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

CREATE FUNCTION active_model() RETURNS models
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
