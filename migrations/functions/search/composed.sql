-- Like a window, but with what a text says.

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

COMMENT ON FUNCTION search_composed(
    uuid, text, integer, text, text, text, timestamp, timestamp, integer[], text, real, time, time, text
) IS 'The k windows like this one but with what the text says, itself left out; an error where the search service has not '
     'embedded the two together. Filters as in search_windows';
