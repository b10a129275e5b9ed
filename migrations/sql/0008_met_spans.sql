-- What of a window meets a question: each fact with its minutes.

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

COMMENT ON COLUMN query_part.evidence IS
    'SQL over w: a short English text with the actual value, null where the condition is not met; of several annotations '
    'that are counted, "; " between them';

ALTER TYPE window_hit ADD ATTRIBUTE met_spans int4range[];
COMMENT ON COLUMN window_hit.met IS 'What of it meets parts of the question, each with the actual value';
COMMENT ON COLUMN window_hit.met_spans IS
    'The minutes of each of met, since the start of the window; null where it is about the window as a whole';

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
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT w.window_id, w.study, w.subject, w.source, w.starts_at, f.score, f.span, f.start_minute, f.end_minute, '
        'coalesce(f.caption, CASE f.span WHEN ''bout'' THEN said_of(w.window_id, f.start_minute, f.end_minute, $2) END, '
        'summary_of(w.window_id, $2)), meets.said, meets.spans '
        'FROM unnest($1) WITH ORDINALITY f JOIN windows w ON w.window_id = f.window_id '
        'CROSS JOIN LATERAL (SELECT coalesce(array_agg(said ORDER BY part, place), ''{}'') AS said, '
        'coalesce(array_agg(span ORDER BY part, place), ''{}'') AS spans FROM (%s) fact) meets ORDER BY f.ordinality',
        coalesce(facts, 'SELECT 1 AS part, 1 AS place, NULL::text AS said, NULL::int4range AS span WHERE false'))
        USING ranking, language;
END
$$;

COMMENT ON FUNCTION window_hits(ranked_window[], text, query_part[]) IS
    'Windows that were found, in their order, with who and when, what is said of them, and what of each meets the '
    'question, with its minutes';
