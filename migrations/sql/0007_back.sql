-- What 0007 changed, as it was: a graph over whole windows too.

CREATE OR REPLACE FUNCTION index_model(version text) RETURNS void
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

DO $$
DECLARE
    known models;
BEGIN
    SET LOCAL statement_timeout = 0;
    SET LOCAL maintenance_work_mem = '512MB';
    FOR known IN SELECT * FROM models LOOP
        EXECUTE format('DROP TABLE %I', 'prefixes_' || known.version);
        EXECUTE format('DROP INDEX %I', 'embeddings_hnsw_bout_' || known.version);
        PERFORM index_model(known.version);
    END LOOP;
END
$$;
