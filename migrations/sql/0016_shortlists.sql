-- How far the nearest windows that pass lie is guessed by the share that was really seen, and with more to spare; and
-- what is looked up one by one is known to lie in memory.

CREATE FUNCTION guessed_distance(nearest double precision[], share real, wanted bigint, passing real)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT CASE WHEN least(coalesce(cardinality(nearest), 0) / share, needed) <= 5000
        -- Near a query fewer may pass than elsewhere, and more than are needed are sorted, not asked.
        THEN coalesce(nearest[8 + ceil(CASE WHEN passing < 1 THEN 3 ELSE 1.5 END * share * needed)], 'Infinity') END
    FROM (SELECT wanted / greatest(passing, 0.001) AS needed) candidates
);

COMMENT ON FUNCTION guessed_distance(double precision[], real, bigint, real) IS
    'Within which distance as many windows pass as are wanted, told by those seen of a share of all, nearest first, and '
    'by what share of these passes; infinite where they are too few. Null where more than some thousands would have to be '
    'asked, nearest first, whether they pass: then a join takes less';

CREATE OR REPLACE FUNCTION shortlisted_windows(query halfvec, k integer, condition text, sieve text) RETURNS uuid[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET max_parallel_workers_per_gather = 0  -- to start one takes longer than to read all prefixes
SET random_page_cost = 1.1  -- they are in memory
SET enable_bitmapscan = off  -- of one window all is read: never all of a value beside it, which the planner takes for few
AS $$
DECLARE
    model CONSTANT models := active_model();
    prefixes CONSTANT text := quote_ident('prefixes_' || model.version);
    prefix CONSTANT halfvec := query_prefix(query, model);
    wanted CONSTANT bigint := k + greatest(100, k);
    pages CONSTANT real := greatest(pg_relation_size(prefixes) / 8192, 1);
    sampled bigint;
    distances double precision[];  -- of those sampled that pass the sieve, nearest first
    passing real;                  -- what share of these passes the condition
    seen real;                     -- what share of all was sampled
    farthest double precision;
    shortlist uuid[];
BEGIN
    -- Some pages tell how many windows pass, and how near the nearest are: a guess, by which nothing can be lost.
    EXECUTE format($sql$
        WITH sampled AS MATERIALIZED (
            SELECT window_id, prefix <#> $1 AS distance, %s AS passes FROM %s p TABLESAMPLE SYSTEM (%s) REPEATABLE (0)
        ), asked AS (
            SELECT window_id FROM sampled WHERE passes AND $2 LIMIT 100
        )
        SELECT (SELECT count(*) FROM sampled), (SELECT array_agg(distance ORDER BY distance) FROM sampled WHERE passes),
               (SELECT avg(EXISTS (SELECT FROM windows w WHERE w.window_id = asked.window_id AND %s)::integer) FROM asked)
    $sql$, sieve, prefixes, 100 * least(1, 24 / pages), condition)
        INTO sampled, distances, passing USING prefix, condition <> 'true';
    seen := coalesce(
        (SELECT sampled / greatest(sampled, reltuples / relpages * pages)
         FROM pg_class WHERE oid = prefixes::regclass AND reltuples > 0), least(1, 24 / pages));
    farthest := guessed_distance(distances, seen, wanted, coalesce(passing, 1));
    IF farthest IS NOT NULL THEN
        EXECUTE format($sql$
            SELECT array_agg(window_id) FROM (
                SELECT p.window_id
                FROM (SELECT window_id, prefix <#> $1 AS distance FROM %s p WHERE %s AND %s ORDER BY 2 OFFSET 0) p %s
                ORDER BY p.distance
                LIMIT %s
            ) near
        $sql$, prefixes, sieve, CASE WHEN farthest = 'Infinity' THEN 'true' ELSE 'prefix <#> $1 < $2' END,
            CASE WHEN condition <> 'true' THEN format(
                'CROSS JOIN LATERAL (SELECT FROM windows w WHERE w.window_id = p.window_id AND %s OFFSET 0) passes',
                condition) END,
            wanted) INTO shortlist USING prefix, farthest;
        IF farthest = 'Infinity' OR cardinality(shortlist) = wanted THEN
            RETURN coalesce(shortlist, '{}');
        END IF;
    END IF;
    RETURN passing_windows(prefix, wanted, condition);
END
$$;

COMMENT ON FUNCTION shortlisted_windows(halfvec, integer, text, text) IS
    'Of all windows that pass a condition (SQL over w, as of window_filter) the nearest by their prefixes, more than k: '
    'the k nearest by their whole vectors are all but certainly among them. sieve: SQL over p, a row of the prefixes, that '
    'all of them pass, as of sieve_of';

CREATE OR REPLACE FUNCTION having_windows(
    query halfvec, parts query_part[], k integer, filter text, span text, time_from time, time_to time
) RETURNS ranked_window[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    condition CONSTANT text := concat_ws(' AND ', filter, having_all(parts));
BEGIN
    IF query IS NULL THEN
        RETURN newest_windows(parts, k, concat_ws(' AND ', condition, time_filter(time_from, time_to)));
    END IF;
    RETURN nearest_windows(query, k, condition, span, time_from, time_to, (
        SELECT coalesce(string_agg(DISTINCT sieve_of(
            CASE p.kind WHEN 'wish' THEN coalesce(p.degree || ' = 1', p.condition) ELSE p.condition END), ' AND '), 'true')
        FROM unnest(parts) p WHERE p.kind <> 'rest'));
END
$$;

ALTER FUNCTION passing_windows(halfvec, bigint, text) SET random_page_cost = 1.1;
ALTER FUNCTION nearest_windows(halfvec, integer, text, text, time, time, text) SET random_page_cost = 1.1;
ALTER FUNCTION newest_windows(query_part[], integer, text) SET random_page_cost = 1.1;
ALTER FUNCTION wished_windows(ranked_window[], query_part[]) SET random_page_cost = 1.1;
ALTER FUNCTION wished_windows(ranked_window[], query_part[]) SET enable_bitmapscan = off;
ALTER FUNCTION window_hits(ranked_window[], text, query_part[]) SET random_page_cost = 1.1;
