-- What meets a question is asked of the hits in a statement of its own, as short as it can be, for it is planned anew for
-- every question; what is said of them is asked in one that is planned once a session.

CREATE TYPE met_fact AS (
    window_id uuid,
    part integer,
    place bigint,
    said text,
    minutes int4range
);

COMMENT ON TYPE met_fact IS 'What of a window meets a part of a question';
COMMENT ON COLUMN met_fact.window_id IS 'The window';
COMMENT ON COLUMN met_fact.part IS 'Which part of the question, from 1';
COMMENT ON COLUMN met_fact.place IS 'Which of several facts that meet it, from 1';
COMMENT ON COLUMN met_fact.said IS 'A short English text with the actual value';
COMMENT ON COLUMN met_fact.minutes IS
    'Its minutes since the start of the window; null where it is about the window as a whole';

CREATE FUNCTION facts_of(part query_part) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    claims CONSTANT text := claims_of(part.condition);
    ending CONSTANT text := ' ' || substring(part.condition FROM '^EXISTS \(SELECT (FROM annotations .*)\)$')
        || ' ORDER BY a.number LIMIT 1)';
    source text := format(
        'unnest(string_to_array((%s), ''; '')) WITH ORDINALITY fact (said, place) LEFT JOIN (%s) claim USING (place)',
        part.evidence, claims);
BEGIN
    IF part.evidence LIKE '(SELECT %' AND right(part.evidence, length(ending)) = ending THEN
        -- One annotation is evidence, the first of those that are claims: both are read off it.
        source := format('(%s LIMIT 1) fact', replace(claims, 'row_number() OVER (ORDER BY a.number) AS place',
            '1 AS place, ' || substr(part.evidence, 9, length(part.evidence) - 8 - length(ending)) || ' AS said'));
    END IF;
    RETURN 'SELECT place, said, CASE WHEN first < last AND (first, last) <> (0, w.minutes) THEN int4range(first, last) END '
        'AS minutes FROM ' || source;
END
$$;

COMMENT ON FUNCTION facts_of(query_part) IS
    'Of a part of a question that has evidence, SQL over w: place, said and minutes of what meets it, as in met_fact';

CREATE FUNCTION met_facts(ranking ranked_window[], parts query_part[]) RETURNS met_fact[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET enable_bitmapscan = off  -- as shortlisted_windows
SET random_page_cost = 1.1
AS $$
DECLARE
    statement CONSTANT text := (
        SELECT string_agg(format('SELECT %s AS part, * FROM (%s) facts', p.place, facts_of(
            ROW(p.piece, p.kind, p.means, p.condition, p.evidence, p.degree)::query_part)), ' UNION ALL ')
        FROM unnest(parts) WITH ORDINALITY p (piece, kind, means, condition, evidence, degree, place)
        WHERE p.evidence IS NOT NULL);
    facts met_fact[];
BEGIN
    IF statement IS NOT NULL AND ranking <> '{}' THEN
        EXECUTE format('SELECT array_agg(ROW(w.window_id, fact.part, fact.place, fact.said, fact.minutes)::met_fact) '
            'FROM unnest($1) f JOIN windows w ON w.window_id = f.window_id CROSS JOIN LATERAL (%s) fact', statement)
            INTO facts USING ranking;
    END IF;
    RETURN coalesce(facts, '{}');
END
$$;

COMMENT ON FUNCTION met_facts(ranked_window[], query_part[]) IS
    'What of windows that were found meets the parts of a question that have evidence';

CREATE OR REPLACE FUNCTION window_hits(
    ranking ranked_window[], language text DEFAULT 'en', parts query_part[] DEFAULT '{}'
) RETURNS SETOF window_hit
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET enable_bitmapscan = off  -- as shortlisted_windows
SET random_page_cost = 1.1
SET plan_cache_mode = force_generic_plan  -- as said_of
AS $$
DECLARE
    facts CONSTANT met_fact[] := met_facts(ranking, parts);
    -- Where nothing was asked but conditions, or all that was asked is met by some minutes, no bout is nearer to what was
    -- meant than those.
    any_bout CONSTANT boolean := parts = '{}' OR EXISTS (SELECT FROM unnest(parts) p WHERE p.kind = 'rest');
    only_bout CONSTANT boolean := EXISTS (SELECT FROM unnest(parts) p WHERE p.kind = 'wish');
    absent CONSTANT text := array_to_string(CASE WHEN ranking <> '{}' THEN absent_activities(parts) END, '”, “');
BEGIN
    IF absent <> '' THEN
        RAISE NOTICE USING MESSAGE = CASE window_hits.language WHEN 'ko'
            THEN format('“%s”: 기록된 날이 없어 가장 가까운 날을 보여 줍니다', absent)
            ELSE format('no window has “%s”; these are the nearest', absent) END;
    END IF;
    RETURN QUERY
    SELECT w.window_id, w.study, w.subject, w.source, w.starts_at, f.score, f.span, f.start_minute, f.end_minute,
           coalesce(f.caption, about.said, summary_of(w.window_id, window_hits.language)),
           coalesce(met.said, '{}'), coalesce(met.spans, '{}')
    FROM unnest(ranking) WITH ORDINALITY f (window_id, score, span, start_minute, end_minute, caption, place)
    JOIN windows w ON w.window_id = f.window_id
    LEFT JOIN (
        SELECT m.window_id, array_agg(m.said ORDER BY m.part, m.place) AS said,
               array_agg(m.minutes ORDER BY m.part, m.place) AS spans,
               array_agg(m.minutes ORDER BY m.part, m.place) FILTER (WHERE m.minutes IS NOT NULL) AS known
        FROM unnest(facts) m GROUP BY m.window_id
    ) met ON met.window_id = f.window_id
    LEFT JOIN LATERAL sentences_about(
        f.window_id,
        CASE WHEN f.span = 'bout' AND (any_bout OR only_bout AND met.known IS NULL)
            THEN met.known || int4range(f.start_minute, f.end_minute) ELSE met.known END,
        window_hits.language) about ON f.caption IS NULL
    ORDER BY f.place;
END
$$;
