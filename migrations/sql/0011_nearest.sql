-- Whole windows are ranked by their prefixes first, all that pass, then the best of them by their whole vectors.

DROP FUNCTION nearest_windows(halfvec, integer, text, text, time, time);
DROP FUNCTION shortlisted_windows(halfvec, integer, text);

CREATE FUNCTION passing_windows(prefix halfvec, wanted bigint, condition text) RETURNS uuid[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET max_parallel_workers_per_gather = 0
SET enable_bitmapscan = on
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

CREATE FUNCTION shortlisted_windows(query halfvec, k integer, condition text, sieve text) RETURNS uuid[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET max_parallel_workers_per_gather = 0
SET enable_bitmapscan = off  -- of one window all is read: never all of a value beside it, which the planner takes for few
AS $$
DECLARE
    model CONSTANT models := active_model();
    prefixes CONSTANT text := quote_ident('prefixes_' || model.version);
    prefix CONSTANT halfvec := query_prefix(query, model);
    wanted CONSTANT bigint := greatest(100, 3::bigint * k);
    -- Some pages tell how many windows pass, and how near the nearest are: a guess, by which nothing can be lost.
    seen CONSTANT real := least(1, 24 * 8192.0 / greatest(pg_relation_size(prefixes), 1));
    distances double precision[];  -- of those seen that pass the sieve, nearest first
    passing real := 1;             -- what share of these passes the condition
    farthest double precision;
    shortlist uuid[];
BEGIN
    EXECUTE format($sql$
        WITH sieved AS MATERIALIZED (
            SELECT window_id, prefix <#> $1 AS distance FROM %s p TABLESAMPLE SYSTEM (%s) REPEATABLE (0) WHERE %s
        ), asked AS (
            SELECT window_id FROM sieved WHERE $2 LIMIT 100
        )
        SELECT (SELECT array_agg(distance ORDER BY distance) FROM sieved),
               (SELECT avg(EXISTS (SELECT FROM windows w WHERE w.window_id = asked.window_id AND %s)::integer) FROM asked)
    $sql$, prefixes, 100 * seen, sieve, condition) INTO distances, passing USING prefix, condition <> 'true';
    passing := greatest(coalesce(passing, 1), 0.001);
    -- To sort what is nearest, and ask of one after another whether it passes, takes less than a join: for some thousands.
    IF least(cardinality(distances) / seen, wanted / passing) <= 5000 THEN
        farthest := distances[8 + ceil(1.5 * seen * wanted / passing)];
        EXECUTE format($sql$
            SELECT array_agg(window_id) FROM (
                SELECT p.window_id
                FROM (SELECT window_id, prefix <#> $1 AS distance FROM %s p WHERE %s AND %s ORDER BY 2 OFFSET 0) p
                CROSS JOIN LATERAL (SELECT FROM windows w WHERE w.window_id = p.window_id AND %s OFFSET 0) passes
                ORDER BY p.distance
                LIMIT %s
            ) near
        $sql$, prefixes, sieve, CASE WHEN farthest IS NULL THEN 'true' ELSE 'prefix <#> $1 < $2' END, condition, wanted)
            INTO shortlist USING prefix, farthest;
        IF farthest IS NULL OR cardinality(shortlist) = wanted THEN
            RETURN coalesce(shortlist, '{}');
        END IF;
    END IF;
    RETURN passing_windows(prefix, wanted, condition);
END
$$;

COMMENT ON FUNCTION shortlisted_windows(halfvec, integer, text, text) IS
    'Of all windows that pass a condition (SQL over w, as of window_filter) the nearest by their prefixes, some times k: '
    'the k nearest by their whole vectors are all but certainly among them. sieve: SQL over p, a row of the prefixes, that '
    'all of them pass, as of sieve_of';

CREATE FUNCTION nearest_windows(
    query halfvec,
    k integer,
    condition text,
    span text DEFAULT NULL,
    time_from time DEFAULT NULL,
    time_to time DEFAULT NULL,
    sieve text DEFAULT 'true'
) RETURNS ranked_window[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET hnsw.iterative_scan = relaxed_order
SET hnsw.ef_search = 400
SET hnsw.max_scan_tuples = 20000
AS $$
DECLARE
    model CONSTANT models := active_model();
    timed CONSTANT boolean := time_from IS NOT NULL OR time_to IS NOT NULL;
    -- A day is told by its vector as a whole: a bout is like every other bout of its kind, and a night like any night.
    -- At a time of day no day lies, but what happened then.
    ranked CONSTANT text := coalesce(span, CASE WHEN timed THEN 'bout' ELSE 'window' END);
    passing CONSTANT text := condition || CASE WHEN timed THEN format(
        ' AND lies_within(w.starts_at, e.start_minute, e.end_minute, %L, %L)', time_from, time_to) ELSE '' END;
    statement CONSTANT text := $sql$
        WITH near AS MATERIALIZED (
            SELECT e.window_id, e.span, e.start_minute, e.end_minute, %1$s AS distance FROM %2$s
            WHERE e.model_version = %3$L AND e.span = %4$L AND %5$s
            ORDER BY %1$s
            LIMIT %6$s
        ), best AS (
            SELECT DISTINCT ON (window_id) * FROM near ORDER BY window_id, distance
        ), nearest AS (
            SELECT * FROM best ORDER BY distance, window_id LIMIT $2
        )
        SELECT array_agg(ROW(n.window_id, 1 - n.distance, m.span, m.start_minute, m.end_minute, NULL)::ranked_window
                         ORDER BY n.distance, n.window_id)
        FROM nearest n CROSS JOIN LATERAL (
            SELECT n.span, n.start_minute, n.end_minute, n.distance
            UNION ALL
            SELECT e.span, e.start_minute, e.end_minute, e.vector <=> $1 FROM embeddings e
            WHERE $3 AND e.window_id = n.window_id AND e.model_version = %3$L
            ORDER BY distance LIMIT 1
        ) m
    $sql$;
    ranking ranked_window[];
BEGIN
    IF vector_dims(query) <> model.dimension THEN
        RAISE EXCEPTION 'the query vector has % dimensions, the active model % has %',
            vector_dims(query), model.version, model.dimension
            USING HINT = 'Embed the query with the active model, or activate_model() the one that made it.';
    END IF;
    IF ranked = 'window' AND NOT timed THEN
        EXECUTE format(statement, 'e.vector <=> $1',
                       'unnest($4) s (window_id) JOIN embeddings e ON e.window_id = s.window_id',
                       model.version, ranked, 'true', 'ALL')
            INTO ranking USING query, k, span IS NULL, shortlisted_windows(query, k, condition, sieve);
        RETURN coalesce(ranking, '{}');
    END IF;
    -- Two passes differ in one expression. The index answers the cast one; no index answers the plain one, which reads
    -- every vector that passes the filters. A window has several bouts; of eight times k the best k windows are all but
    -- certainly among them.
    EXECUTE format(statement, format('e.vector::halfvec(%s) <=> $1', model.dimension),
                   'embeddings e JOIN windows w ON w.window_id = e.window_id', model.version, ranked, passing, 8::bigint * k)
        INTO ranking USING query, k, span IS NULL AND NOT timed;
    IF coalesce(cardinality(ranking), 0) < k THEN
        EXECUTE format(statement, 'e.vector <=> $1', 'embeddings e JOIN windows w ON w.window_id = e.window_id',
                       model.version, ranked, passing, 'ALL')
            INTO ranking USING query, k, span IS NULL AND NOT timed;
    END IF;
    RETURN coalesce(ranking, '{}');
END
$$;

COMMENT ON FUNCTION nearest_windows(halfvec, integer, text, text, time, time, text) IS
    'What search_windows ranks by. condition: SQL over w, a row of windows, as window_filter and parse_query make it, '
    'never words of a user; it is run with the rights of the caller. sieve: SQL over p, as of shortlisted_windows';
