-- Finding windows by a vector and by another window.

CREATE FUNCTION nearest_windows(
    query halfvec,
    k integer,
    condition text,
    span text DEFAULT NULL,
    time_from time DEFAULT NULL,
    time_to time DEFAULT NULL
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
    -- Two passes differ in one expression. The index answers the cast one; no index answers the plain one, which
    -- reads every vector that passes the filters.
    approximate CONSTANT text := format('e.vector::halfvec(%s) <=> $1', model.dimension);
    exact CONSTANT text := 'e.vector <=> $1';
    -- A window has several bouts; of eight times k the best k windows are all but certainly among them.
    shortlist CONSTANT bigint := CASE ranked WHEN 'window' THEN k ELSE 8::bigint * k END;
    statement CONSTANT text := $sql$
        WITH near AS MATERIALIZED (
            SELECT e.window_id, e.span, e.start_minute, e.end_minute, %1$s AS distance
            FROM embeddings e JOIN windows w ON w.window_id = e.window_id
            WHERE e.model_version = %2$L AND e.span = %3$L AND %4$s
            ORDER BY %1$s
            LIMIT %5$s
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
            WHERE $3 AND e.window_id = n.window_id AND e.model_version = %2$L
            ORDER BY distance LIMIT 1
        ) m
    $sql$;
    passing CONSTANT text := condition || CASE WHEN timed THEN format(
        ' AND lies_within(w.starts_at, e.start_minute, e.end_minute, %L, %L)', time_from, time_to) ELSE '' END;
    ranking ranked_window[];
BEGIN
    IF vector_dims(query) <> model.dimension THEN
        RAISE EXCEPTION 'the query vector has % dimensions, the active model % has %',
            vector_dims(query), model.version, model.dimension
            USING HINT = 'Embed the query with the active model, or activate_model() the one that made it.';
    END IF;
    EXECUTE format(statement, approximate, model.version, ranked, passing, shortlist) INTO ranking
        USING query, k, span IS NULL AND NOT timed;
    IF coalesce(cardinality(ranking), 0) < k THEN
        EXECUTE format(statement, exact, model.version, ranked, passing, 'ALL') INTO ranking
            USING query, k, span IS NULL AND NOT timed;
    END IF;
    RETURN coalesce(ranking, '{}');
END
$$;

COMMENT ON FUNCTION nearest_windows(halfvec, integer, text, text, time, time) IS
    'What search_windows ranks by. condition: SQL over w, a row of windows, as window_filter and parse_query make it, '
    'never words of a user; it is run with the rights of the caller';

CREATE FUNCTION search_windows(
    query halfvec,
    k integer DEFAULT 10,
    subject text DEFAULT NULL,
    study text DEFAULT NULL,
    source text DEFAULT NULL,
    since timestamp DEFAULT NULL,
    until timestamp DEFAULT NULL,
    weekday integer[] DEFAULT NULL,
    label text DEFAULT NULL,
    min_coverage real DEFAULT NULL,
    time_from time DEFAULT NULL,
    time_to time DEFAULT NULL,
    span text DEFAULT NULL,
    language text DEFAULT 'en'
) RETURNS SETOF window_hit
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
BEGIN
    RETURN QUERY SELECT * FROM window_hits(nearest_windows(
        query, k, window_filter(subject, study, source, since, until, weekday, label, min_coverage),
        span, time_from, time_to), language);
END
$$;

COMMENT ON FUNCTION search_windows(
    halfvec, integer, text, text, text, timestamp, timestamp, integer[], text, real, time, time, text, text
) IS 'The k windows nearest to a vector of the active model, among those that pass every filter (null: no filter). '
     'They are ranked as wholes and tell which span of them matches best; span => ''bout'' ranks by the best bout. '
     'weekday: 1 Monday to 7 Sunday. label: a logged activity, "sleep" or "nap". since <= starts_at < until. time_from '
     'and time_to: by the best bout that lies as a whole between them, past midnight where time_to is the earlier; '
     'span => ''window'' asks it of the whole window. Returns fewer than k only where fewer exist';

CREATE FUNCTION similar_windows(
    window_id uuid,
    k integer DEFAULT 10,
    subject text DEFAULT NULL,
    study text DEFAULT NULL,
    source text DEFAULT NULL,
    since timestamp DEFAULT NULL,
    until timestamp DEFAULT NULL,
    weekday integer[] DEFAULT NULL,
    label text DEFAULT NULL,
    min_coverage real DEFAULT NULL,
    time_from time DEFAULT NULL,
    time_to time DEFAULT NULL,
    language text DEFAULT 'en'
) RETURNS SETOF window_hit
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
BEGIN
    RETURN QUERY SELECT * FROM window_hits(nearest_windows(
        vector_of(similar_windows.window_id), k,
        window_filter(subject, study, source, since, until, weekday, label, min_coverage)
            || format(' AND w.window_id <> %L', similar_windows.window_id),
        CASE WHEN time_from IS NULL AND time_to IS NULL THEN 'window' END, time_from, time_to), language);
END
$$;

COMMENT ON FUNCTION similar_windows(
    uuid, integer, text, text, text, timestamp, timestamp, integer[], text, real, time, time, text
) IS 'The k windows most like this one as a whole, itself left out; filters as in search_windows';

CREATE FUNCTION vector_of(window_id uuid) RETURNS halfvec
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    model CONSTANT models := active_model();
    result halfvec;
BEGIN
    SELECT e.vector INTO result FROM embeddings e
    WHERE e.window_id = vector_of.window_id AND e.model_version = model.version AND e.span = 'window'
    ORDER BY e.number LIMIT 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'window % has no vector of the active model %', vector_of.window_id, model.version
            USING HINT = 'v_windows lists the windows and says which are searchable.';
    END IF;
    RETURN result;
END
$$;

COMMENT ON FUNCTION vector_of(uuid) IS 'The active model''s vector of a window as a whole; an error where it has none';
