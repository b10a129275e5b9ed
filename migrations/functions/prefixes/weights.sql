-- How a whole vector asks prefixes. The vectors of windows fill few directions, so that the dimensions left out follow
-- nearly linearly from the 64 kept: by least squares over some windows the query's others are carried over to these.
-- Without that several times as many windows had to be compared for the same recall.

CREATE OR REPLACE FUNCTION query_prefix(query halfvec, model models) RETURNS halfvec
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(
    (SELECT array_agg(-(w.vector <#> query::vector) ORDER BY w.number)::halfvec FROM prefix_weights w
     WHERE w.model_version = (model).version),
    subvector(query, 1, least((model).dimension::integer, 64)));

COMMENT ON FUNCTION query_prefix(halfvec, models) IS
    'What of 64 dimensions has nearly the inner product with a window''s prefix that the query has with its whole vector';

CREATE OR REPLACE FUNCTION fit_prefix(version text) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
DECLARE
    kept CONSTANT integer := 64;
    known CONSTANT models := (SELECT m FROM models m WHERE m.version = fit_prefix.version);
    prefixes CONSTANT text := quote_ident('prefixes_' || known.version);
    sampled CONSTANT vector[] := ARRAY(
        SELECT e.vector::vector FROM embeddings e WHERE e.model_version = known.version AND e.span = 'window'
        ORDER BY random() LIMIT 500);
    windows bigint;
    line vector[];  -- of each kept dimension its mean products with all; in the end the weights
    ridge real;     -- a thousandth of the mean square of a kept dimension; it draws the weights of the others to none
BEGIN
    IF known.dimension <= kept OR cardinality(sampled) < 200 THEN
        RETURN;
    END IF;
    EXECUTE format('SELECT count(*) FROM %s', prefixes) INTO windows;
    IF windows >= 20000 THEN
        BEGIN
            EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE NOWAIT', prefixes);
        EXCEPTION WHEN lock_not_available THEN
            RETURN;  -- others are landing; the next who lands tries again
        END;
    END IF;
    line := ARRAY(
        SELECT avg(v * array_fill((v::real[])[i], ARRAY[known.dimension])::vector)
        FROM unnest(sampled) v, generate_series(1, kept) i GROUP BY i ORDER BY i);
    SELECT avg((l::real[])[i]) / 1000 INTO ridge FROM unnest(line) WITH ORDINALITY u (l, i);
    -- Gauss and Jordan: the first 64 columns become the identity.
    FOR p IN 1 .. kept LOOP
        line[p] := (SELECT array_agg(CASE i WHEN p THEN x + ridge ELSE x END ORDER BY i)::vector
                    FROM unnest(line[p]::real[]) WITH ORDINALITY u (x, i));
    END LOOP;
    FOR p IN 1 .. kept LOOP
        line[p] := line[p] * array_fill(1 / (line[p]::real[])[p], ARRAY[known.dimension])::vector;
        line := ARRAY(
            SELECT CASE i WHEN p THEN l ELSE l - line[p] * array_fill((l::real[])[p], ARRAY[known.dimension])::vector END
            FROM unnest(line) WITH ORDINALITY u (l, i) ORDER BY i);
    END LOOP;
    INSERT INTO prefix_weights (model_version, number, vector)
        SELECT known.version, i, l FROM unnest(line) WITH ORDINALITY u (l, i)
        ON CONFLICT (model_version, number) DO UPDATE SET vector = excluded.vector;
    -- Where there are few to read all takes no longer.
    PERFORM fit_lists(known.version, CASE WHEN windows < 20000 THEN 0 ELSE least(1000, windows / 100)::integer END);
    UPDATE models m SET fitted_on = windows WHERE m.version = known.version;
END
$$;

COMMENT ON FUNCTION fit_prefix(text) IS
    'Learn prefix_weights from at most 500 windows, drawn by chance, and from 20,000 windows on lay these into lists, one '
    'for a hundred and 1,000 at most; no change below 200, or where a prefix is the whole vector. Called when windows land: '
    'at 200, and whenever there are ten times as many, twice as many from 20,000 on';
