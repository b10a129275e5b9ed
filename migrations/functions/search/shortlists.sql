-- What is read of the prefixes: where there are lists those that reach as near as the nearest windows lie, else all.

CREATE OR REPLACE FUNCTION guessed_distance(nearest double precision[], share real, wanted bigint, passing real)
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

CREATE OR REPLACE FUNCTION sampled_distance(prefixes text, prefix halfvec, wanted bigint, condition text, sieve text)
RETURNS double precision
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    pages CONSTANT real := greatest(pg_relation_size(prefixes) / 8192, 1);
    sampled bigint;
    distances double precision[];  -- of those sampled that pass the sieve, nearest first
    passing real;                  -- what share of these passes the condition
    seen real;                     -- what share of all was sampled
BEGIN
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
    RETURN guessed_distance(distances, seen, wanted, coalesce(passing, 1));
END
$$;

COMMENT ON FUNCTION sampled_distance(text, halfvec, bigint, text, text) IS
    'As guessed_distance, by some pages of a table of prefixes that lie in no order';

CREATE OR REPLACE FUNCTION listed_distance(
    prefixes text, prefix halfvec, k bigint, condition text, sieve text, lists smallint[], reached double precision[],
    OUT wanted bigint, OUT farthest double precision, OUT near smallint[]
)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET enable_bitmapscan = off
SET random_page_cost = 1.1
AS $$
DECLARE
    looked integer := least(ceil((k + greatest(100, k)) / 11.0), cardinality(lists));  -- each holds about a hundred
    distances double precision[];  -- of their windows that pass the sieve, nearest first
    through real;                  -- what share of all these are
    passing real;                  -- what share of the nearest of them passes the condition
    needed integer;
    held real;
    asking boolean;
    sieved real;                   -- how many of all pass the sieve
BEGIN
    EXECUTE format($sql$
        WITH looked AS MATERIALIZED (
            SELECT window_id, prefix <#> $1 AS distance, %s AS passes FROM %s p WHERE list = ANY ($2)
        ), asked AS (
            SELECT window_id FROM looked WHERE passes AND $3 ORDER BY distance LIMIT 100
        )
        SELECT (SELECT avg(passes::integer) FROM looked),
               (SELECT array_agg(distance ORDER BY distance) FROM looked WHERE passes),
               (SELECT avg(EXISTS (SELECT FROM windows w WHERE w.window_id = asked.window_id AND %s)::integer) FROM asked)
    $sql$, sieve, prefixes, condition) INTO through, distances, passing USING prefix, lists[:looked], condition <> 'true';
    passing := greatest(coalesce(passing, 1), 0.001);
    -- Of the hundred to spare, among which a prefix may misplace a window, no more than pass.
    wanted := k + greatest(30, 100 * through * passing, k);
    -- Where none of the nearest passes, others a little farther may: copies of a day have its annotations.
    needed := 8 + CASE WHEN passing < 0.01 AND condition LIKE '%(SELECT %' THEN 500 ELSE ceil(wanted / passing) END;
    held := greatest(cardinality(distances), 1);
    sieved := held / looked * cardinality(lists);
    -- To ask as many as are needed takes less than to look up all that pass, where these are more, and where rows of other
    -- tables are asked of each.
    asking := condition = 'true' OR sieved <= 5000 OR needed <= 5000 AND (
        condition LIKE '%(SELECT %' OR 4 * wanted <= passing ^ 2 * sieved);
    IF asking THEN
        IF held < 2 * needed AND 3 * needed / held * looked <= cardinality(lists) / 8 THEN
            looked := 3 * needed / held * looked;
            EXECUTE format(
                'SELECT array_agg(distance ORDER BY distance) '
                'FROM (SELECT prefix <#> $1 AS distance FROM %s p WHERE list = ANY ($2) AND %s) looked', prefixes, sieve)
                INTO distances USING prefix, lists[:looked];
        END IF;
        -- Fewer may pass than among the nearest; so more are sorted than lists are chosen by.
        farthest := distances[CASE WHEN condition = 'true' THEN needed ELSE 2 * needed END];
        IF farthest IS NULL THEN  -- fewer were looked at: all that pass the sieve, or as far as was looked
            farthest := CASE WHEN sieved <= 5000 THEN 'Infinity' ELSE distances[cardinality(distances)] END;
        END IF;
    END IF;
    near := lists[:looked] || ARRAY(
        SELECT l.number FROM unnest(lists, reached) WITH ORDINALITY l (number, reached, place)
        WHERE l.place > looked AND l.reached < distances[needed]);
    IF cardinality(near) > 0.4 * cardinality(lists) OR distances[needed] IS NULL THEN
        near := NULL;  -- all in a row take less, the sooner the more have landed since they were ordered
    END IF;
END
$$;

COMMENT ON FUNCTION listed_distance(text, halfvec, bigint, text, text, smallint[], double precision[]) IS
    'As guessed_distance, by the nearest lists, within which at least as many as are needed pass the sieve; which lists '
    'reach as near, null where all are to be read, and how many windows are wanted. Null where a join takes less';

CREATE OR REPLACE FUNCTION passing_windows(prefix halfvec, wanted bigint, condition text) RETURNS uuid[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET max_parallel_workers_per_gather = 0
SET enable_bitmapscan = on
SET random_page_cost = 1.1
AS $$
DECLARE
    shortlist uuid[];
BEGIN
    EXECUTE format($sql$
        WITH passing AS MATERIALIZED (SELECT w.window_id FROM windows w WHERE %s)
        SELECT array_agg(window_id) FROM (
            SELECT p.window_id FROM passing JOIN %I p ON p.window_id = passing.window_id ORDER BY p.prefix <#> $1 LIMIT %s
        ) near
    $sql$, condition, 'prefixes_' || (active_model()).version, wanted) INTO shortlist USING prefix;
    RETURN coalesce(shortlist, '{}');
END
$$;

COMMENT ON FUNCTION passing_windows(halfvec, bigint, text) IS
    'As shortlisted_windows where few pass: all that do are looked up first, by whatever index finds them';

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
    wanted bigint := k + greatest(100, k);
    lists smallint[];             -- nearest first; null where all is read
    reached double precision[];   -- how near a window of each may lie
    farthest double precision;
    shortlist uuid[];
BEGIN
    SELECT * INTO lists, reached FROM near_lists(prefix, model.version);
    -- Some windows tell how many pass, and how near the nearest are: a guess, by which nothing can be lost.
    IF lists IS NULL THEN
        farthest := sampled_distance(prefixes, prefix, wanted, condition, sieve);
    ELSE
        SELECT l.wanted, l.farthest, l.near INTO wanted, farthest, lists
        FROM listed_distance(prefixes, prefix, k, condition, sieve, lists, reached) l;
    END IF;
    IF farthest IS NOT NULL THEN
        -- Once more, farther, where the guess was short of some: near a query fewer may pass than elsewhere.
        FOR farther IN 0 .. 1 LOOP
            EXECUTE format($sql$
                SELECT array_agg(window_id) FROM (
                    SELECT p.window_id
                    FROM (SELECT window_id, prefix <#> $1 AS distance FROM %s p WHERE %s ORDER BY 2 %s OFFSET 0) p %s
                    ORDER BY p.distance
                    LIMIT %s
                ) near
            $sql$, prefixes, concat_ws(' AND ',
                    CASE WHEN lists IS NOT NULL AND farthest < 'Infinity' THEN 'list = ANY ($3)' END,
                    sieve,
                    CASE WHEN farthest < 'Infinity' THEN 'prefix <#> $1 < $2' END),
                CASE farther WHEN 1 THEN 'LIMIT 5000' END,
                CASE WHEN condition <> 'true' THEN format(
                    'CROSS JOIN LATERAL (SELECT FROM windows w WHERE w.window_id = p.window_id AND %s OFFSET 0) passes',
                    condition) END,
                wanted) INTO shortlist USING prefix, farthest, lists;
            IF cardinality(shortlist) = wanted OR farther = 0 AND farthest = 'Infinity' THEN
                RETURN coalesce(shortlist, '{}');
            END IF;
            EXIT WHEN coalesce(cardinality(shortlist), 0) < wanted / 8;
            farthest := 'Infinity';
        END LOOP;
    END IF;
    RETURN passing_windows(prefix, wanted, condition);
END
$$;

COMMENT ON FUNCTION shortlisted_windows(halfvec, integer, text, text) IS
    'Of all windows that pass a condition (SQL over w, as of window_filter) the nearest by their prefixes, more than k: '
    'the k nearest by their whole vectors are all but certainly among them. sieve: SQL over p, a row of the prefixes, that '
    'all of them pass, as of sieve_of';
