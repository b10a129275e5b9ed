-- What is said of a hit is about the minutes that answer; and an activity that no window has is said to be absent.

CREATE FUNCTION said_of(window_id uuid, spans int4range[], language text DEFAULT 'en') RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan  -- to plan it takes three times as long as to run it
AS $$
BEGIN
    RETURN (
        WITH about AS MATERIALIZED (
            SELECT span.place, to_jsonb(a.number) AS number, a.kind,
                   CASE WHEN span.is_minute THEN told_clock(w.starts_at, lower(span.minutes)) END AS clock
            FROM (SELECT minutes, place, upper(minutes) - lower(minutes) = 1 AS is_minute
                  FROM unnest(spans) WITH ORDINALITY s (minutes, place)) span
            CROSS JOIN windows w
            JOIN annotations a ON a.window_id = w.window_id
            CROSS JOIN LATERAL (
                SELECT greatest(a.start_minute, 0) AS first, least(a.end_minute, w.minutes) AS last) inside
            WHERE w.window_id = said_of.window_id AND CASE
                WHEN span.is_minute THEN lower(span.minutes) >= inside.first AND lower(span.minutes) < inside.last
                -- A model's stretches are not to the minute those of the annotations: half of both must be shared.
                ELSE 2 * (least(inside.last, upper(span.minutes)) - greatest(inside.first, lower(span.minutes)))
                     >= greatest(inside.last, upper(span.minutes)) - least(inside.first, lower(span.minutes)) END
        ), telling AS (
            SELECT s.sentence ->> 'text' AS said, c.author, c.level, s.number, about.place,
                   -- A model's words before the template's, as in summary_of.
                   dense_rank() OVER (PARTITION BY about.place ORDER BY c.author = 'template', c.author DESC) AS choice
            FROM captions c
            CROSS JOIN LATERAL jsonb_array_elements(c.sentences) WITH ORDINALITY s (sentence, number)
            JOIN about ON s.sentence -> 'annotations' @> about.number
            WHERE c.window_id = said_of.window_id AND c.language = said_of.language AND CASE
                WHEN about.clock IS NULL THEN c.level IN ('semantic', 'structural')
                -- Of a minute: what names it, and the activity or sleep it lies in.
                ELSE c.level = 'semantic' AND about.kind IN ('activity', 'sleep')
                     OR c.level <> 'summary' AND position(about.clock IN s.sentence ->> 'text') > 0 END
        )
        SELECT string_agg(told.said, ' ' ORDER BY told.place, told.author, told.level, told.number)
        FROM (SELECT said, author, level, number, min(place) AS place FROM telling WHERE choice = 1
              GROUP BY said, author, level, number) told
    );
END
$$;

COMMENT ON FUNCTION said_of(uuid, int4range[], text) IS
    'The sentences about some of the spans of a window (minutes since its start), each once, those of the first span '
    'first; null where there are none';

CREATE OR REPLACE FUNCTION said_of(
    window_id uuid, start_minute integer, end_minute integer, language text DEFAULT 'en'
) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN said_of(
    said_of.window_id, ARRAY[int4range(greatest(said_of.start_minute, 0), said_of.end_minute)], said_of.language);

CREATE FUNCTION absent_activities(parts query_part[]) RETURNS text[]
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

CREATE OR REPLACE FUNCTION window_hits(
    ranking ranked_window[], language text DEFAULT 'en', parts query_part[] DEFAULT '{}'
) RETURNS SETOF window_hit
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    facts CONSTANT text := (
        SELECT string_agg(format(
            'SELECT %s AS part, fact.place, fact.said, '
            'CASE WHEN claim.first < claim.last AND (claim.first, claim.last) <> (0, w.minutes) '
            'THEN int4range(claim.first, claim.last) END AS span '
            'FROM unnest(string_to_array((%s), ''; '')) WITH ORDINALITY fact (said, place) '
            'LEFT JOIN (%s) claim USING (place)', p.place, p.evidence, claims_of(p.condition)), ' UNION ALL ')
        FROM unnest(parts) WITH ORDINALITY p (piece, kind, means, condition, evidence, place)
        WHERE p.evidence IS NOT NULL);
    -- Where nothing was asked but conditions, no bout is nearer to what was meant than another.
    nearest CONSTANT text := CASE WHEN parts <> '{}' AND NOT EXISTS (
        SELECT FROM unnest(parts) p WHERE p.kind <> 'condition')
        THEN 'NULL::int4range' ELSE 'CASE f.span WHEN ''bout'' THEN int4range(f.start_minute, f.end_minute) END' END;
    absent CONSTANT text := array_to_string(CASE WHEN ranking <> '{}' THEN absent_activities(parts) END, '”, “');
BEGIN
    IF absent <> '' THEN
        RAISE NOTICE USING MESSAGE = CASE language WHEN 'ko'
            THEN format('“%s”: 기록된 날이 없어 가장 가까운 날을 보여 줍니다', absent)
            ELSE format('no window has “%s”; these are the nearest', absent) END;
    END IF;
    RETURN QUERY EXECUTE format(
        'SELECT w.window_id, w.study, w.subject, w.source, w.starts_at, f.score, f.span, f.start_minute, f.end_minute, '
        'coalesce(f.caption, said_of(w.window_id, array_remove(meets.spans || %s, NULL), $2), summary_of(w.window_id, $2)), '
        'meets.said, meets.spans '
        'FROM unnest($1) WITH ORDINALITY f JOIN windows w ON w.window_id = f.window_id '
        'CROSS JOIN LATERAL (SELECT coalesce(array_agg(said ORDER BY part, place), ''{}'') AS said, '
        'coalesce(array_agg(span ORDER BY part, place), ''{}'') AS spans FROM (%s) fact) meets ORDER BY f.ordinality',
        nearest,
        coalesce(facts, 'SELECT 1 AS part, 1 AS place, NULL::text AS said, NULL::int4range AS span WHERE false'))
        USING ranking, language;
END
$$;

COMMENT ON FUNCTION window_hits(ranked_window[], text, query_part[]) IS
    'Windows that were found, in their order, with who and when, what is said of the minutes that meet the question and '
    'of those nearest to it, and what of each meets the question, with its minutes. A notice names activities of the '
    'question that no window has';
