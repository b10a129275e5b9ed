-- The best of a shortlist by their whole vectors.

CREATE OR REPLACE FUNCTION whole_windows(query halfvec, k integer, shortlist uuid[], any_span boolean, version text)
RETURNS ranked_window[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan  -- planned once a session: to plan takes longer than to compare a hundred
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
BEGIN
    RETURN ARRAY(
        SELECT ROW(n.window_id, 1 - n.distance, coalesce(m.span, 'window'), coalesce(m.start_minute, n.start_minute),
                   coalesce(m.end_minute, n.end_minute), NULL)::ranked_window
        FROM (
            SELECT e.window_id, e.start_minute, e.end_minute, e.vector <=> query AS distance
            FROM unnest(shortlist) s (window_id) JOIN embeddings e ON e.window_id = s.window_id
            WHERE e.model_version = version AND e.span = 'window'
            ORDER BY distance, e.window_id
            LIMIT k
        ) n
        LEFT JOIN LATERAL (
            SELECT e.span, e.start_minute, e.end_minute FROM embeddings e
            WHERE any_span AND e.window_id = n.window_id AND e.model_version = version
            ORDER BY e.vector <=> query
            LIMIT 1
        ) m ON true
        ORDER BY n.distance, n.window_id);
END
$$;

COMMENT ON FUNCTION whole_windows(halfvec, integer, uuid[], boolean, text) IS
    'The k nearest of a shortlist by their whole vectors, each with what of it is nearest: the window, or with any_span a bout';

CREATE OR REPLACE FUNCTION nearest_windows(
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
SET random_page_cost = 1.1
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
        RETURN whole_windows(query, k, shortlisted_windows(query, k, condition, sieve), span IS NULL, model.version);
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
