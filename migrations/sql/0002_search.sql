-- Finding windows: by a vector, by another window, by words. All three return rows of one shape.

CREATE TYPE window_hit AS (
    window_id uuid,
    study text,
    subject text,
    source text,
    starts_at timestamp,
    score real,
    span text,
    start_minute integer,
    end_minute integer,
    caption text
);

COMMENT ON TYPE window_hit IS 'A window that was found: one row a window, best first';
COMMENT ON COLUMN window_hit.window_id IS 'The window';
COMMENT ON COLUMN window_hit.study IS 'Name of the study';
COMMENT ON COLUMN window_hit.subject IS 'Pseudonym of the wearer';
COMMENT ON COLUMN window_hit.source IS 'Kind of device or file';
COMMENT ON COLUMN window_hit.starts_at IS 'First minute of the window, local wall clock';
COMMENT ON COLUMN window_hit.score IS 'Higher is better: cosine similarity, or the text rank of search_captions';
COMMENT ON COLUMN window_hit.span IS 'What of it matches best: the whole window or a bout in it';
COMMENT ON COLUMN window_hit.start_minute IS 'First minute of what matched, since the start of the window';
COMMENT ON COLUMN window_hit.end_minute IS 'Minute after the last of what matched';
COMMENT ON COLUMN window_hit.caption IS
    'In the language asked for: of a bout what is said of it, of a window its summary; for search_captions what matched';

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
    span text DEFAULT NULL,
    language text DEFAULT 'en',
    besides uuid DEFAULT NULL
) RETURNS SETOF window_hit
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET hnsw.iterative_scan = relaxed_order
SET hnsw.ef_search = 200
SET hnsw.max_scan_tuples = 20000
AS $$
DECLARE
    model CONSTANT models := active_model();
    -- Two passes differ in one expression. The index answers the cast one; no index answers the plain one, which
    -- reads every vector that passes the filters.
    approximate CONSTANT text := format('vector::halfvec(%s) <=> $1', model.dimension);
    exact CONSTANT text := 'vector <=> $1';
    -- A day is told by its vector as a whole: a bout is like every other bout of its kind, and a night like any night.
    ranked CONSTANT text := coalesce(span, 'window');
    statement CONSTANT text := $sql$
        WITH near AS MATERIALIZED (
            SELECT e.window_id, e.span, e.start_minute, e.end_minute, e.%1$s AS distance
            FROM embeddings e JOIN windows w ON w.window_id = e.window_id
            WHERE e.model_version = %2$L
              AND ($3 IS NULL OR w.subject = $3)
              AND ($4 IS NULL OR w.study = $4)
              AND ($5 IS NULL OR w.source = $5)
              AND ($6 IS NULL OR w.starts_at >= $6)
              AND ($7 IS NULL OR w.starts_at < $7)
              AND ($8 IS NULL OR extract(isodow FROM w.starts_at)::integer = ANY ($8))
              AND ($9 IS NULL OR w.labels @> jsonb_build_array(jsonb_build_object('name', $9)))
              AND ($10 IS NULL OR w.coverage >= $10)
              AND e.span = $11
              AND ($12 IS NULL OR e.window_id <> $12)
            ORDER BY e.%1$s
            LIMIT %3$s
        ), best AS (
            SELECT DISTINCT ON (window_id) * FROM near ORDER BY window_id, distance
        ), nearest AS (
            SELECT * FROM best ORDER BY distance, window_id LIMIT $2
        )
        SELECT array_agg(ROW(w.window_id, w.study, w.subject, w.source, w.starts_at, 1 - n.distance,
                             m.span, m.start_minute, m.end_minute,
                             coalesce(CASE m.span WHEN 'bout' THEN said_of(w.window_id, m.start_minute, m.end_minute, $13) END,
                                      summary_of(w.window_id, $13)))::window_hit
                         ORDER BY n.distance, n.window_id)
        FROM nearest n JOIN windows w ON w.window_id = n.window_id
        CROSS JOIN LATERAL (
            SELECT n.span, n.start_minute, n.end_minute, n.distance
            UNION ALL
            SELECT e.span, e.start_minute, e.end_minute, e.vector <=> $1 FROM embeddings e
            WHERE $14 AND e.window_id = n.window_id AND e.model_version = %2$L
            ORDER BY distance LIMIT 1
        ) m
    $sql$;
    -- A window has several bouts; of eight times k the best k windows are all but certainly among them.
    shortlist CONSTANT bigint := CASE ranked WHEN 'window' THEN k ELSE 8::bigint * k END;
    hits window_hit[];
BEGIN
    IF vector_dims(query) <> model.dimension THEN
        RAISE EXCEPTION 'the query vector has % dimensions, the active model % has %',
            vector_dims(query), model.version, model.dimension
            USING HINT = 'Embed the query with the active model, or activate_model() the one that made it.';
    END IF;
    EXECUTE format(statement, approximate, model.version, shortlist) INTO hits
        USING query, k, subject, study, source, since, until, weekday, label, min_coverage, ranked, besides, language,
              span IS NULL;
    IF coalesce(cardinality(hits), 0) < k THEN
        EXECUTE format(statement, exact, model.version, 'ALL') INTO hits
            USING query, k, subject, study, source, since, until, weekday, label, min_coverage, ranked, besides, language,
              span IS NULL;
    END IF;
    RETURN QUERY SELECT * FROM unnest(hits);
END
$$;

COMMENT ON FUNCTION search_windows(
    halfvec, integer, text, text, text, timestamp, timestamp, integer[], text, real, text, text, uuid
) IS 'The k windows nearest to a vector of the active model, among those that pass every filter (null: no filter). '
     'They are ranked as wholes and tell which span of them matches best; span => ''bout'' ranks by the best bout. weekday: 1 Monday to 7 Sunday. label: a logged activity, "sleep" or "nap". '
     'since <= starts_at < until. Returns fewer than k only where fewer exist';

CREATE FUNCTION summary_of(window_id uuid, language text DEFAULT 'en') RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
    SELECT c.text FROM captions c
    WHERE c.window_id = summary_of.window_id AND c.language = summary_of.language AND c.level = 'summary'
    ORDER BY c.verified DESC, c.author = 'template', c.author DESC  -- a model's words before the template's
    LIMIT 1
);

COMMENT ON FUNCTION summary_of(uuid, text) IS 'The summary caption of a window, null where it has none';

CREATE FUNCTION said_of(window_id uuid, start_minute integer, end_minute integer, language text DEFAULT 'en') RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
    SELECT string_agg(s.sentence ->> 'text', ' ' ORDER BY c.level, s.place)
    FROM captions c, jsonb_array_elements(c.sentences) WITH ORDINALITY s (sentence, place)
    WHERE c.window_id = said_of.window_id AND c.language = said_of.language AND c.level IN ('semantic', 'structural')
      AND EXISTS (
          SELECT FROM annotations a JOIN windows w ON w.window_id = a.window_id
          WHERE a.window_id = said_of.window_id AND s.sentence -> 'annotations' @> to_jsonb(a.number)
            AND greatest(a.start_minute, 0) = said_of.start_minute
            AND least(a.end_minute, w.minutes) = said_of.end_minute
      )
);

COMMENT ON FUNCTION said_of(uuid, integer, integer, text) IS
    'The sentences about the span of a window, null where there are none. start_minute and end_minute as in window_hit';

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
    language text DEFAULT 'en'
) RETURNS SETOF window_hit
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    model CONSTANT models := active_model();
    of_window halfvec;
BEGIN
    SELECT e.vector INTO of_window FROM embeddings e
    WHERE e.window_id = similar_windows.window_id AND e.model_version = model.version AND e.span = 'window'
    ORDER BY e.number LIMIT 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'window % has no vector of the active model %', similar_windows.window_id, model.version
            USING HINT = 'v_windows lists the windows and says which are searchable.';
    END IF;
    RETURN QUERY SELECT * FROM search_windows(
        of_window, k, subject, study, source, since, until, weekday, label, min_coverage,
        span => 'window', language => language, besides => similar_windows.window_id);
END
$$;

COMMENT ON FUNCTION similar_windows(
    uuid, integer, text, text, text, timestamp, timestamp, integer[], text, real, text
) IS 'The k windows most like this one as a whole, itself left out; filters as in search_windows';

CREATE FUNCTION search_captions(
    query text,
    k integer DEFAULT 10,
    subject text DEFAULT NULL,
    study text DEFAULT NULL,
    source text DEFAULT NULL,
    since timestamp DEFAULT NULL,
    until timestamp DEFAULT NULL,
    weekday integer[] DEFAULT NULL,
    label text DEFAULT NULL,
    min_coverage real DEFAULT NULL,
    language text DEFAULT NULL
) RETURNS SETOF window_hit
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    tongue CONSTANT text := coalesce(search_captions.language, CASE WHEN query ~ '[가-힣]' THEN 'ko' ELSE 'en' END);
    wanted CONSTANT tsquery := caption_query(tongue, query);
BEGIN
    RETURN QUERY
    SELECT w.window_id, w.study, w.subject, w.source, w.starts_at, best.rank, 'window', 0, w.minutes::integer, best.text
    FROM (
        SELECT DISTINCT ON (c.window_id) c.window_id, c.text, ts_rank(c.words, wanted) AS rank
        FROM captions c
        WHERE c.words @@ wanted AND c.language = tongue
        ORDER BY c.window_id, rank DESC, c.level = 'summary' DESC, c.level, c.author
    ) best JOIN windows w ON w.window_id = best.window_id
    WHERE (search_captions.subject IS NULL OR w.subject = search_captions.subject)
      AND (search_captions.study IS NULL OR w.study = search_captions.study)
      AND (search_captions.source IS NULL OR w.source = search_captions.source)
      AND (since IS NULL OR w.starts_at >= since)
      AND (until IS NULL OR w.starts_at < until)
      AND (weekday IS NULL OR extract(isodow FROM w.starts_at)::integer = ANY (weekday))
      AND (label IS NULL OR w.labels @> jsonb_build_array(jsonb_build_object('name', label)))
      AND (min_coverage IS NULL OR w.coverage >= min_coverage)
    ORDER BY best.rank DESC, w.window_id
    LIMIT k;
END
$$;

COMMENT ON FUNCTION search_captions(
    text, integer, text, text, text, timestamp, timestamp, integer[], text, real, text
) IS 'The k windows whose captions match the words best, each by its best caption. As people type: words, '
     '"a phrase", or, -not. language: en or ko; null: ko where the query holds Hangul. Filters as in search_windows';
