-- What is said of a window, and of the minutes in it that answer.

CREATE OR REPLACE FUNCTION summary_of(window_id uuid, language text DEFAULT 'en') RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
    SELECT c.text FROM captions c
    WHERE c.window_id = summary_of.window_id AND c.language = summary_of.language AND c.level = 'summary'
    ORDER BY c.verified DESC, c.author = 'template', c.author DESC  -- a model's words before the template's
    LIMIT 1
);

COMMENT ON FUNCTION summary_of(uuid, text) IS 'The summary caption of a window, null where it has none';

CREATE OR REPLACE FUNCTION sentences_about(window_id uuid, spans int4range[], language text) RETURNS TABLE (said text)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH about AS MATERIALIZED (
        SELECT span.place, to_jsonb(a.number) AS number, a.kind,
               CASE WHEN span.is_minute THEN told_clock(w.starts_at, span.first) END AS clock
        FROM (SELECT lower(minutes) AS first, upper(minutes) AS last, upper(minutes) - lower(minutes) = 1 AS is_minute, place
              FROM unnest(spans) WITH ORDINALITY s (minutes, place)) span
        CROSS JOIN windows w
        JOIN annotations a ON a.window_id = w.window_id
        CROSS JOIN LATERAL (
            SELECT greatest(a.start_minute, 0) AS first, least(a.end_minute, w.minutes) AS last) inside
        WHERE w.window_id = sentences_about.window_id AND CASE
            WHEN span.is_minute THEN span.first >= inside.first AND span.first < inside.last
            -- A model's stretches are not to the minute those of the annotations: half of both must be shared.
            ELSE 2 * (least(inside.last, span.last) - greatest(inside.first, span.first))
                 >= greatest(inside.last, span.last) - least(inside.first, span.first) END
    ), telling AS (
        SELECT c.said, c.author, c.level, c.number, about.place,
               -- A model's words before the template's, as in summary_of.
               dense_rank() OVER (PARTITION BY about.place ORDER BY c.author = 'template', c.author DESC) AS choice
        FROM (SELECT s.sentence ->> 'text' AS said, s.sentence -> 'annotations' AS cited, c.author, c.level, s.number
              FROM captions c CROSS JOIN LATERAL jsonb_array_elements(c.sentences) WITH ORDINALITY s (sentence, number)
              WHERE c.window_id = sentences_about.window_id AND c.language = sentences_about.language
                AND (c.level IN ('semantic', 'structural')
                     OR c.level <> 'summary' AND EXISTS (SELECT FROM about WHERE about.clock IS NOT NULL))
              OFFSET 0) c  -- taken out of the JSON once, not for each annotation
        JOIN about ON c.cited @> about.number
        WHERE CASE
            WHEN about.clock IS NULL THEN c.level IN ('semantic', 'structural')
            -- Of a minute: what names it, and the activity or sleep it lies in.
            ELSE c.level = 'semantic' AND about.kind IN ('activity', 'sleep') OR position(about.clock IN c.said) > 0 END
    )
    SELECT string_agg(told.said, ' ' ORDER BY told.place, told.author, told.level, told.number)
    FROM (SELECT said, author, level, number, min(place) AS place FROM telling WHERE choice = 1
          GROUP BY said, author, level, number) told;
END;

COMMENT ON FUNCTION sentences_about(uuid, int4range[], text) IS
    'As said_of, in one row: for statements that ask it of several windows';

CREATE OR REPLACE FUNCTION said_of(window_id uuid, spans int4range[], language text DEFAULT 'en') RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan  -- to plan it takes three times as long as to run it
AS $$
BEGIN
    RETURN (SELECT s.said FROM sentences_about(said_of.window_id, spans, said_of.language) s);
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

COMMENT ON FUNCTION said_of(uuid, integer, integer, text) IS
    'The sentences about the span of a window, null where there are none. start_minute and end_minute as in window_hit';
