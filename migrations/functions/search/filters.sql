-- The filters of every search, in one place: as SQL over w, a row of windows. Only what is given is asked, and the
-- planner sees it as constants.

CREATE OR REPLACE FUNCTION lies_within(
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

CREATE OR REPLACE FUNCTION time_filter(time_from time, time_to time) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN time_from IS NOT NULL OR time_to IS NOT NULL THEN format(
    '(lies_within(w.starts_at, 0, w.minutes, %1$L, %2$L) OR EXISTS ('
    'SELECT FROM annotations a WHERE a.window_id = w.window_id AND a.kind IN (''bout'', ''activity'', ''sleep'') '
    'AND lies_within(w.starts_at, a.start_minute, a.end_minute, %1$L, %2$L)))', time_from, time_to) END;

COMMENT ON FUNCTION time_filter(time, time) IS
    'Where no span is ranked: that the window, or a bout, an activity or a sleep in it, lies between two times of day, as '
    'an SQL condition over w, a row of windows. Null where neither is given';

CREATE OR REPLACE FUNCTION window_filter(
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
