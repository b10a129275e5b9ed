-- Windows that were found, told: each fact that meets the question with its minutes, and what is said of these.

CREATE OR REPLACE FUNCTION claims_of(condition text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT coalesce(
        'SELECT row_number() OVER (ORDER BY a.number) AS place, ' || coalesce(
            extreme || ' AS first, ' || extreme || ' + 1 AS last ',
            'greatest(a.start_minute, 0) AS first, least(a.end_minute, w.minutes) AS last ') || source || ' ORDER BY a.number',
        'SELECT 1 AS place, NULL::integer AS first, NULL::integer AS last')
    FROM (
        SELECT (regexp_match(
                   condition,
                   '^(?:EXISTS \(SELECT|\(SELECT count\(\*\)) (FROM annotations .*)\)(?: [<>=]+ [0-9.]+)?$'))[1] AS source,
               '(a."values" ->> ''' || (regexp_match(condition, 'kind = ''statistics''.*->> ''(min|max)'''))[1]
                   || '_at'')::float8::integer' AS extreme
    ) asked
);

COMMENT ON FUNCTION claims_of(text) IS
    'Of a condition of parse_query that there are annotations (a), the SQL over w that gives the minutes of those there '
    'are, in their order; of one on the least or the greatest value of a channel, the minute when it was measured; of any '
    'other, one row of nulls';

CREATE OR REPLACE FUNCTION absent_activities(parts query_part[]) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    -- Of activities beyond those of schemas/activities.py, which devices log as "other".
    unlisted CONSTANT text := '\m(scuba|(?:scuba |free|sky)?diving|snorkel(?:ing|ling)|(?:wind|kite)?surfing|sailing'
        '|horse ?(?:back)? ?riding|cricket|baseball|softball|volleyball|rugby|hockey|lacrosse|bowling|fishing|ping[ -]?pong'
        '|squash|handball|paragliding|archery|fencing|skateboarding|water polo)\M'
        '|(스쿠버|다이빙|스노클링|서핑|요트|승마|크리켓|야구|배구|럭비|하키|볼링|낚시|탁구|스쿼시|핸드볼|패러글라이딩|양궁|펜싱)';
    absent text[] := '{}';
    part query_part;
    names text[];
BEGIN
    FOREACH part IN ARRAY parts LOOP
        names := (regexp_match(part.condition, 'a\.kind = ''activity'' AND a\.name = ANY \(''({[a-z_,]+})''\)'))[1];
        IF part.kind = 'wish' AND names IS NOT NULL AND NOT EXISTS (
            SELECT FROM annotations a WHERE a.kind = 'activity' AND a.name = ANY (names)) THEN
            absent := absent || part.piece;
        ELSIF part.kind = 'rest' THEN
            absent := absent || ARRAY(
                SELECT DISTINCT coalesce(word[1], word[2]) FROM regexp_matches(lower(part.piece), unlisted, 'g') word);
        END IF;
    END LOOP;
    RETURN absent;
END
$$;

COMMENT ON FUNCTION absent_activities(query_part[]) IS
    'The words of a question, parsed, that name an activity which no window has';

CREATE OR REPLACE FUNCTION facts_of(part query_part) RETURNS text
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

CREATE OR REPLACE FUNCTION met_facts(ranking ranked_window[], parts query_part[]) RETURNS met_fact[]
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

COMMENT ON FUNCTION window_hits(ranked_window[], text, query_part[]) IS
    'Windows that were found, in their order, with who and when, what is said of the minutes that meet the question and '
    'of those nearest to it, and what of each meets the question, with its minutes. A notice names activities of the '
    'question that no window has';
