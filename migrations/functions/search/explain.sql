-- What in a window answers a question.

CREATE OR REPLACE FUNCTION explain_match(window_id uuid, text text) RETURNS SETOF match_evidence
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    tongue CONSTANT text := language_of(explain_match.text);
    parts query_part[];
    embedded embedded_text;
    any_word tsquery;
    part query_part;
BEGIN
    PERFORM check_text(explain_match.text), check_window(explain_match.window_id);
    parts := question_parts(explain_match.text);
    embedded := text_vector(explain_match.text);
    any_word := replace(words_of(parts, tongue)::text, ' & ', ' | ');
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

COMMENT ON FUNCTION explain_match(uuid, text) IS
    'What in a window answers a question: its conditions and wishes with the actual values, a row for each annotation that '
    'meets one; the spans by their similarity with the text (none where it cannot be embedded); and the sentences of '
    'captions that hold a word of it; each with its minutes';
