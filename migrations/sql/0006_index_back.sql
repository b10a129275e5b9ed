-- What 0006_index.sql changed, as it was: one index a model.

DO $$
DECLARE
    known models;
BEGIN
    SET LOCAL statement_timeout = 0;
    SET LOCAL maintenance_work_mem = '512MB';
    FOR known IN SELECT * FROM models LOOP
        EXECUTE format('DROP INDEX %I, %I',
            'embeddings_hnsw_window_' || known.version, 'embeddings_hnsw_bout_' || known.version);
        EXECUTE format(
            'CREATE INDEX %I ON embeddings USING hnsw ((vector::halfvec(%s)) halfvec_cosine_ops) '
            'WITH (m = 16, ef_construction = 64) WHERE model_version = %L',
            'embeddings_hnsw_' || known.version, known.dimension, known.version);
        EXECUTE format('COMMENT ON INDEX %I IS %L', 'embeddings_hnsw_' || known.version,
            'Nearest neighbours by cosine among the vectors of ' || known.version);
    END LOOP;
END
$$;

DROP FUNCTION index_model(text);
DROP STATISTICS windows_weekday;
