-- Whole windows lie in lists by their prefixes, each around a middle, so that a search need not read them all.

CREATE OR REPLACE FUNCTION list_of(prefix halfvec, version text) RETURNS smallint
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT l.number
    FROM (
        SELECT t.number FROM prefix_lists t WHERE t.model_version = version AND t.number <= 32
        ORDER BY t.middle <-> prefix LIMIT 4
    ) near
    JOIN prefix_lists l ON l.model_version = version AND l.leader = near.number
    ORDER BY l.middle <-> prefix
    LIMIT 1;
END;

COMMENT ON FUNCTION list_of(halfvec, text) IS
    'The list with the middle nearest to a prefix, of those that follow the four nearest of the first 32; null: no lists';

CREATE OR REPLACE FUNCTION near_lists(
    prefix halfvec, version text, OUT numbers smallint[], OUT reached double precision[]
)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH straying AS (
        SELECT sqrt(greatest(sum(-(w.strays <#> prefix::vector) * (prefix::real[])[w.number]), 0)) AS share
        FROM prefix_weights w WHERE w.model_version = version
    ), middles AS (
        SELECT l.number, l.middle <#> prefix AS distance, l.radius FROM prefix_lists l WHERE l.model_version = version
    )
    SELECT array_agg(m.number ORDER BY m.distance),
           array_agg(m.distance - 2.75 * s.share * m.radius ORDER BY m.distance)
    FROM middles m, straying s;
END;

COMMENT ON FUNCTION near_lists(halfvec, text) IS
    'The lists, nearest first, and how near to a query''s prefix each reaches: as its middle, and 2.75 standard deviations '
    'nearer of what windows stray in that direction that lie as far from the middle as any. Null: no lists';

CREATE OR REPLACE FUNCTION fit_lists(version text, count integer) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
SET max_parallel_workers_per_gather = 0
SET random_page_cost = 1.1
SET enable_hashjoin = off  -- rows are to be written in the order in which they are read
SET enable_mergejoin = off
AS $$
DECLARE
    prefixes CONSTANT text := quote_ident('prefixes_' || version);
    sampled halfvec[];
    middles halfvec[];
    strayed vector[];
BEGIN
    IF count = (SELECT count(*) FROM prefix_lists l WHERE l.model_version = version) THEN
        RETURN;
    END IF;
    DELETE FROM prefix_lists l WHERE l.model_version = version;
    IF count = 0 THEN
        RETURN;
    END IF;
    EXECUTE format('SELECT ARRAY(SELECT prefix FROM %s ORDER BY random() LIMIT %s)', prefixes, 20 * count) INTO sampled;
    middles := sampled[:count];
    -- Lloyd's algorithm: each middle becomes the mean of those nearest to it, twice. More hardly told.
    FOR round IN 0 .. 2 LOOP
        IF round > 0 THEN
            middles := ARRAY(SELECT avg(prefix) FROM unnest(sampled) prefix GROUP BY list_of(prefix, version));
            DELETE FROM prefix_lists l WHERE l.model_version = version;
        END IF;
        INSERT INTO prefix_lists (model_version, number, leader, middle, radius)
            SELECT version, m.number, leader.number, m.middle, 0 FROM unnest(middles) WITH ORDINALITY m (middle, number)
            CROSS JOIN LATERAL (SELECT l.number FROM unnest(middles[:32]) WITH ORDINALITY l (middle, number)
                                ORDER BY l.middle <-> m.middle LIMIT 1) leader
            ORDER BY leader.number;
        ANALYZE prefix_lists;  -- else the planner takes them for one
    END LOOP;
    -- Written anew, list after list: those of one lie in the same pages.
    EXECUTE format(
        'UPDATE %1$s p SET list = near.list '
        'FROM (SELECT window_id, number, list_of(prefix, $1) AS list FROM %1$s ORDER BY list) near '
        'WHERE p.window_id = near.window_id AND p.number = near.number', prefixes) USING version;
    EXECUTE format('ANALYZE %s (list)', prefixes);
    EXECUTE format(
        'UPDATE prefix_lists l SET radius = held.radius FROM ('
        'SELECT l.number, max(p.prefix <-> l.middle) AS radius '
        'FROM %s p JOIN prefix_lists l ON l.model_version = $1 AND l.number = p.list GROUP BY 1) held '
        'WHERE l.model_version = $1 AND l.number = held.number', prefixes) USING version;
    EXECUTE format(
        'SELECT ARRAY(SELECT p.prefix::vector - l.middle::vector FROM %s p '
        'JOIN prefix_lists l ON l.model_version = $1 AND l.number = p.list ORDER BY random() LIMIT 1000)', prefixes)
        INTO strayed USING version;
    UPDATE prefix_weights w SET strays = s.products
    FROM (
        SELECT i, avg(v * array_fill(((v::real[])[i] / mean.square)::real, ARRAY[vector_dims(v)])::vector) AS products
        FROM unnest(strayed) v, generate_series(1, vector_dims(strayed[1])) i,
             (SELECT avg(vector_norm(v) ^ 2) AS square FROM unnest(strayed) v) mean
        GROUP BY i
    ) s WHERE w.model_version = version AND w.number = s.i;
END
$$;

COMMENT ON FUNCTION fit_lists(text, integer) IS
    'Lay the prefixes of a model into so many lists, none or 32 to 1000, and write them anew in that order; no change where '
    'there are as many. Nobody may write them meanwhile, as fit_prefix sees to';
