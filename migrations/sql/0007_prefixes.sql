-- The first 64 dimensions of a whole window's vector, beside it: a Matryoshka prefix.

SET LOCAL statement_timeout = 0;  -- the table is written anew
SET LOCAL maintenance_work_mem = '512MB';
ALTER TABLE embeddings ADD COLUMN prefix halfvec GENERATED ALWAYS AS (
    CASE WHEN span = 'window' THEN subvector(vector, 1, least(64, vector_dims(vector))) END) STORED;
COMMENT ON COLUMN embeddings.prefix IS 'Of a whole window the first 64 dimensions of its vector; null of a bout';
