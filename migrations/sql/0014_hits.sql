-- What of a window meets a question, parts of which have a degree.

CREATE OR REPLACE FUNCTION window_hits(
    ranking ranked_window[], language text DEFAULT 'en', parts query_part[] DEFAULT '{}'
) RETURNS SETOF window_hit
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET enable_bitmapscan = off  -- as shortlisted_windows
AS $$
DECLARE
    facts CONSTANT text := (
        SELECT string_agg(format(
            'SELECT %s AS part, fact.place, fact.said, '
            'CASE WHEN claim.first < claim.last AND (claim.first, claim.last) <> (0, w.minutes) '
            'THEN int4range(claim.first, claim.last) END AS span '
            'FROM unnest(string_to_array((%s), ''; '')) WITH ORDINALITY fact (said, place) '
            'LEFT JOIN (%s) claim USING (place)', p.place, p.evidence, claims_of(p.condition)), ' UNION ALL ')
        FROM unnest(parts) WITH ORDINALITY p (piece, kind, means, condition, evidence, degree, place)
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

CREATE OR REPLACE FUNCTION explain_match(window_id uuid, text text) RETURNS SETOF match_evidence
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    tongue CONSTANT text := language_of(explain_match.text);
    parts CONSTANT query_part[] := question_parts(explain_match.text);
    embedded CONSTANT embedded_text := text_vector(explain_match.text);
    any_word CONSTANT tsquery := replace(words_of(parts, tongue)::text, ' & ', ' | ');
    part query_part;
BEGIN
    IF NOT EXISTS (SELECT FROM windows w WHERE w.window_id = explain_match.window_id) THEN
        RAISE EXCEPTION 'there is no window %', explain_match.window_id
            USING HINT = 'v_windows lists the windows.';
    END IF;
    FOR part IN SELECT p.* FROM unnest(parts) WITH ORDINALITY p (piece, kind, means, condition, evidence, degree, place)
                WHERE p.condition IS NOT NULL ORDER BY p.kind, p.place LOOP
        RETURN QUERY EXECUTE format(
            'SELECT %L, claim.first, claim.last, coalesce((%s), %L), NULL::real, coalesce((%s), false) '
            'FROM windows w LEFT JOIN LATERAL (%s) claim ON true WHERE w.window_id = $1',
            part.kind, coalesce(part.evidence, 'NULL::text'), part.means, part.condition, claims_of(part.condition))
            USING explain_match.window_id;
    END LOOP;
    RETURN QUERY
    SELECT 'span', e.start_minute, e.end_minute,
           CASE e.span WHEN 'bout' THEN said_of(e.window_id, e.start_minute, e.end_minute, tongue)
                       ELSE summary_of(e.window_id, tongue) END,
           (1 - (e.vector <=> embedded.vector))::real, NULL::boolean
    FROM embeddings e
    WHERE e.window_id = explain_match.window_id AND e.model_version = embedded.model_version
      AND embedded.vector IS NOT NULL
    ORDER BY e.vector <=> embedded.vector, e.number;
    RETURN QUERY
    SELECT 'caption', cited.first, cited.last, s.sentence ->> 'text',
           ts_rank(caption_words(tongue, s.sentence ->> 'text'), any_word) AS rank, NULL::boolean
    FROM captions c
    CROSS JOIN LATERAL jsonb_array_elements(c.sentences) WITH ORDINALITY s (sentence, place)
    CROSS JOIN LATERAL (
        SELECT min(greatest(a.start_minute, 0)) AS first, max(least(a.end_minute, w.minutes)) AS last
        FROM annotations a JOIN windows w ON w.window_id = a.window_id
        WHERE a.window_id = c.window_id AND s.sentence -> 'annotations' @> to_jsonb(a.number)
    ) cited
    WHERE c.window_id = explain_match.window_id AND c.language = tongue
      AND caption_words(tongue, s.sentence ->> 'text') @@ any_word
    ORDER BY rank DESC, c.level, c.author, s.place;
END
$$;

COMMENT ON COLUMN match_evidence.kind IS 'condition, trait, wish, span or caption';
COMMENT ON COLUMN match_evidence.met IS 'Of a condition, a trait or a wish: whether the window meets it';

CREATE OR REPLACE FUNCTION asked_words(parts query_part[], language text) RETURNS tsquery[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ARRAY(
    SELECT caption_query(language, said.word)
    FROM unnest(parts) p
    CROSS JOIN LATERAL regexp_split_to_table(lower(p.piece), '[^[:alnum:]]+') spaced (word)
    CROSS JOIN LATERAL regexp_replace(
        spaced.word, '([가-힣]{2,})(은|는|이|가|을|를|의|에|에서|로|으로|와|과|도|만)$', '\1') said (word)
    WHERE p.kind IN ('wish', 'rest') AND numnode(caption_query(language, said.word)) > 0
);
