-- The filters of every search, in one place: as SQL over w, a row of windows. Only what is given is asked, and the
-- planner sees it as constants.

CREATE FUNCTION lies_within(
    starts_at timestamp, start_minute integer, end_minute integer, time_from time, time_to time
) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT (1440 + (start + start_minute - opens) % 1440) % 1440 + end_minute - start_minute <= closes - opens
    FROM (
        SELECT (extract(epoch FROM starts_at::time) / 60)::integer AS start,
               (extract(epoch FROM coalesce(time_from, '00:00')) / 60)::integer AS opens,
               (extract(epoch FROM coalesce(time_to, '24:00')) / 60)::integer
               + CASE WHEN coalesce(time_to, '24:00') <= coalesce(time_from, '00:00') THEN 1440 ELSE 0 END AS closes
    ) clock
);

COMMENT ON FUNCTION lies_within(timestamp, integer, integer, time, time) IS
    'Whether a span of a window lies as a whole between two times of day (null: midnight), past midnight where time_to is '
    'not after time_from';

CREATE FUNCTION time_filter(time_from time, time_to time) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN time_from IS NOT NULL OR time_to IS NOT NULL THEN format(
    '(lies_within(w.starts_at, 0, w.minutes, %1$L, %2$L) OR EXISTS ('
    'SELECT FROM annotations a WHERE a.window_id = w.window_id AND a.kind IN (''bout'', ''activity'', ''sleep'') '
    'AND lies_within(w.starts_at, a.start_minute, a.end_minute, %1$L, %2$L)))', time_from, time_to) END;

COMMENT ON FUNCTION time_filter(time, time) IS
    'Where no span is ranked: that the window, or a bout, an activity or a sleep in it, lies between two times of day, as '
    'an SQL condition over w, a row of windows. Null where neither is given';

CREATE FUNCTION window_filter(
    subject text,
    study text,
    source text,
    since timestamp,
    until timestamp,
    weekday integer[],
    label text,
    min_coverage real
) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN concat_ws(' AND ', 'true',  -- which leaves out what is null, as is all that holds a null
    'w.subject = ' || quote_literal(subject),
    'w.study = ' || quote_literal(study),
    'w.source = ' || quote_literal(source),
    'w.starts_at >= ' || quote_literal(since) || '::timestamp',
    'w.starts_at < ' || quote_literal(until) || '::timestamp',
    'extract(isodow FROM w.starts_at)::integer = ANY (' || quote_literal(weekday) || '::integer[])',
    'w.labels @> jsonb_build_array(jsonb_build_object(''name'', ' || quote_literal(label) || '::text))',
    'w.coverage >= ' || quote_literal(min_coverage) || '::real'
);

COMMENT ON FUNCTION window_filter(
    text, text, text, timestamp, timestamp, integer[], text, real
) IS 'The filters that are given, as an SQL condition over w, a row of windows';

CREATE TYPE ranked_window AS (
    window_id uuid,
    score real,
    span text,
    start_minute integer,
    end_minute integer,
    caption text
);

COMMENT ON TYPE ranked_window IS 'A window that was found, before it is told: see window_hit';
COMMENT ON COLUMN ranked_window.window_id IS 'The window';
COMMENT ON COLUMN ranked_window.score IS 'Higher is better';
COMMENT ON COLUMN ranked_window.span IS 'What of it matches best: the whole window or a bout in it';
COMMENT ON COLUMN ranked_window.start_minute IS 'First minute of what matched';
COMMENT ON COLUMN ranked_window.end_minute IS 'Minute after the last of what matched';
COMMENT ON COLUMN ranked_window.caption IS 'The caption that matched, null where none was asked for';

CREATE FUNCTION window_hits(
    ranking ranked_window[], language text DEFAULT 'en', parts query_part[] DEFAULT '{}'
) RETURNS SETOF window_hit
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    evidence CONSTANT text := (SELECT string_agg('(' || p.evidence || ')', ', ') FROM unnest(parts) p);
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT w.window_id, w.study, w.subject, w.source, w.starts_at, f.score, f.span, f.start_minute, f.end_minute, '
        'coalesce(f.caption, CASE f.span WHEN ''bout'' THEN said_of(w.window_id, f.start_minute, f.end_minute, $2) END, '
        'summary_of(w.window_id, $2)), array_remove(ARRAY[%s]::text[], NULL) '
        'FROM unnest($1) WITH ORDINALITY f JOIN windows w ON w.window_id = f.window_id ORDER BY f.ordinality',
        evidence) USING ranking, language;
END
$$;

COMMENT ON FUNCTION window_hits(ranked_window[], text, query_part[]) IS
    'Windows that were found, in their order, with who and when, what is said of them, and which parts of the question '
    'they meet';
