-- Words, too, choose among the windows that have all that a question names.

CREATE OR REPLACE FUNCTION search_hybrid(
    query text,
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
    tongue CONSTANT text := coalesce(language, language_of(query));
    parts CONSTANT query_part[] := question_parts(query);
    filter CONSTANT text := window_filter(subject, study, source, since, until, weekday, label, min_coverage);
    depth CONSTANT integer := greatest(3 * k, 50);
    common CONSTANT integer := 20000;  -- of more captions the words rank the first that are read
    by_meaning ranked_window[] := '{}';
    by_words ranked_window[];
    asked text := (SELECT string_agg(format('(%s)', p.condition), ' AND ') FROM unnest(parts) p WHERE p.kind = 'condition');
    complete boolean;
BEGIN
    IF (text_vector(query)).vector IS NOT NULL OR EXISTS (SELECT FROM unnest(parts) p WHERE p.kind = 'condition') THEN
        by_meaning := answering_windows(query, parts, depth, filter, NULL, time_from, time_to);
        IF by_meaning = '{}' THEN  -- nothing matches, and a notice has said so: some common word of it is no match
            RETURN;
        END IF;
    END IF;
    IF having_all(parts) IS NOT NULL AND by_meaning <> '{}' THEN
        -- Those that have all that is named come first; where there are such, words choose among them alone.
        EXECUTE format('SELECT coalesce(%s, false) FROM windows w WHERE w.window_id = $1', having_all(parts))
            INTO complete USING by_meaning[1].window_id;
        asked := CASE WHEN complete THEN having_all(parts) ELSE asked END;
    END IF;
    by_words := worded_windows(
        telling_words(parts, tongue), depth,
        concat_ws(' AND ', filter, time_filter(time_from, time_to),
                  asked),
        tongue, common);
    RETURN QUERY SELECT * FROM window_hits(fused(by_meaning, by_words, k), tongue, parts);
END
$$;
