-- What is said of a hit: of the minutes that meet the question, where some meet all of it.

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
    -- Where nothing was asked but conditions, or all that was asked is met by some minutes, no bout is nearer to what was
    -- meant than those.
    nearest CONSTANT text := CASE
        WHEN parts = '{}' OR EXISTS (SELECT FROM unnest(parts) p WHERE p.kind = 'rest')
            THEN 'CASE f.span WHEN ''bout'' THEN int4range(f.start_minute, f.end_minute) END'
        WHEN EXISTS (SELECT FROM unnest(parts) p WHERE p.kind = 'wish')
            THEN 'CASE WHEN f.span = ''bout'' AND array_remove(meets.spans, NULL) = ''{}'' '
                 'THEN int4range(f.start_minute, f.end_minute) END'
        ELSE 'NULL::int4range' END;
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
