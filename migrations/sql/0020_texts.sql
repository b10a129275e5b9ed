-- By a text: what cannot be answered is refused before the text is read.

CREATE OR REPLACE FUNCTION search_windows(
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
    span text DEFAULT NULL,
    language text DEFAULT NULL,
    min_score real DEFAULT NULL
) RETURNS SETOF window_hit
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    filter CONSTANT text := window_filter(subject, study, source, since, until, weekday, label, min_coverage);
    parts query_part[];
BEGIN
    PERFORM check_arguments(k, weekday, label, min_coverage, language, span, min_score);
    IF query ~ '^\s*\[[-+.,0-9eE\s]+\]\s*$' THEN  -- a vector, written down: a literal without a type arrives here
        RETURN QUERY SELECT * FROM search_windows(
            query::halfvec, k, subject, study, source, since, until, weekday, label, min_coverage, time_from, time_to, span,
            language);
        RETURN;
    END IF;
    PERFORM check_text(query);
    parts := question_parts(query);
    RETURN QUERY SELECT * FROM window_hits(
        answering_windows(query, parts, k, filter, span, time_from, time_to, min_score),
        coalesce(language, language_of(query)), parts);
END
$$;

CREATE OR REPLACE FUNCTION search_captions(
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
BEGIN
    PERFORM check_arguments(k, weekday, label, min_coverage, language), check_text(query);
    RETURN QUERY SELECT * FROM window_hits(worded_windows(
        caption_query(tongue, query), k,
        concat_ws(' AND ', window_filter(subject, study, source, since, until, weekday, label, min_coverage),
                  time_filter(time_from, time_to)), tongue), tongue);
END
$$;

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
    filter CONSTANT text := window_filter(subject, study, source, since, until, weekday, label, min_coverage);
    common CONSTANT integer := 20000;  -- of more captions the words rank the first that are read
    depth integer;
    parts query_part[];
    by_meaning ranked_window[] := '{}';
    by_words ranked_window[];
    asked text;
    complete boolean;
BEGIN
    PERFORM check_arguments(k, weekday, label, min_coverage, language), check_text(query);
    depth := greatest(3 * k, 50);
    parts := question_parts(query);
    asked := (SELECT string_agg(format('(%s)', p.condition), ' AND ') FROM unnest(parts) p WHERE p.kind = 'condition');
    IF (text_vector(query)).vector IS NOT NULL OR asked IS NOT NULL THEN
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
        telling_words(parts, tongue), depth, concat_ws(' AND ', filter, time_filter(time_from, time_to)), tongue, common,
        coalesce(asked, 'true'));
    RETURN QUERY SELECT * FROM window_hits(fused(by_meaning, by_words, k), tongue, parts);
END
$$;
