-- One window and words: what cannot be answered is refused, and a window that is not there is not said to lack a vector.

CREATE OR REPLACE FUNCTION search_composed(
    window_id uuid,
    text text,
    k integer DEFAULT 10,
    subject text DEFAULT NULL,
    study text DEFAULT NULL,
    source text DEFAULT NULL,
    since timestamp DEFAULT NULL,
    until timestamp DEFAULT NULL,
    weekday integer[] DEFAULT NULL,
    label text DEFAULT NULL,
    min_coverage real DEFAULT NULL,
    time_from time DEFAULT NULL,
    time_to time DEFAULT NULL,
    language text DEFAULT NULL
) RETURNS SETOF window_hit
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    model CONSTANT models := active_model();
    together halfvec;
BEGIN
    PERFORM check_arguments(k, weekday, label, min_coverage, language), check_text(search_composed.text);
    SELECT c.vector INTO together FROM composed_embeddings c
    WHERE c.model_version = model.version AND c.window_id = search_composed.window_id
      AND c.text = text_key(search_composed.text);
    IF NOT FOUND THEN
        PERFORM check_window(search_composed.window_id);
        RAISE EXCEPTION 'the model % has not embedded this window and this text together', model.version
            USING HINT = 'That takes its fused encoder: ask the search service once (`wearscribe serve`, '
                         '/v1/windows/ID/composed), and the database knows it too. similar_windows needs no text.';
    END IF;
    RETURN QUERY SELECT * FROM window_hits(nearest_windows(
        together, k,
        window_filter(subject, study, source, since, until, weekday, label, min_coverage)
            || format(' AND w.window_id <> %L', search_composed.window_id),
        CASE WHEN time_from IS NULL AND time_to IS NULL THEN 'window' END, time_from, time_to),
        coalesce(language, language_of(search_composed.text)));
END
$$;

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
