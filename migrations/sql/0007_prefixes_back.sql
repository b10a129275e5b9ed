-- What 0007_prefixes.sql changed, as it was.

SET LOCAL statement_timeout = 0;
ALTER TABLE embeddings DROP COLUMN prefix;
