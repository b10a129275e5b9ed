-- Finding windows by a text, by a vector and by another window.

CREATE OR REPLACE FUNCTION vector_of(window_id uuid) RETURNS halfvec
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    model CONSTANT models := active_model();
    result halfvec;
BEGIN
    SELECT e.vector INTO result FROM embeddings e
    WHERE e.window_id = vector_of.window_id AND e.model_version = model.version AND e.span = 'window'
    ORDER BY e.number LIMIT 1;
    IF NOT FOUND THEN
        PERFORM check_window(vector_of.window_id);
        RAISE EXCEPTION 'window % has no vector of the active model %', vector_of.window_id, model.version
            USING HINT = 'v_windows lists the windows and says which are searchable.';
    END IF;
    RETURN result;
END
$$;

COMMENT ON FUNCTION vector_of(uuid) IS 'The active model''s vector of a window as a whole; an error where it has none';

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

COMMENT ON FUNCTION search_windows(
    text, integer, text, text, text, timestamp, timestamp, integer[], text, real, time, time, text, text, real
) IS 'The k windows that answer a text, English or Korean, with nothing but Postgres. Numbers, clock times and weekdays '
     'in it are conditions that every hit meets (parse_query shows them; met says how; where no window meets all, those '
     'that meet most, which a notice says); the text as a whole ranks, by the vector that embed_text gives. Where the '
     'nearest is below the model''s threshold and there are no conditions: no row, and a notice. min_score: the least '
     'score of a hit, instead of the threshold; -1 shows all. Without a tower conditions alone are answered: score is then '
     'the share of the parts met. language of the captions, null: that of the text. Filters and span as for a vector';

CREATE OR REPLACE FUNCTION search_windows(
    query halfvec,
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
    model text DEFAULT NULL
) RETURNS SETOF window_hit
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM check_arguments(k, weekday, label, min_coverage, language, span), check_vector(query, model);
    RETURN QUERY SELECT * FROM window_hits(nearest_windows(
        query, k, window_filter(subject, study, source, since, until, weekday, label, min_coverage),
        span, time_from, time_to), coalesce(language, 'en'));
END
$$;

COMMENT ON FUNCTION search_windows(
    halfvec, integer, text, text, text, timestamp, timestamp, integer[], text, real, time, time, text, text, text
) IS 'The k windows nearest to a vector of the active model, among those that pass every filter (null: no filter). '
     'They are ranked as wholes and tell which span of them matches best; span => ''bout'' ranks by the best bout. '
     'weekday: 1 Monday to 7 Sunday. label: one of label_names(). since <= starts_at < until. time_from '
     'and time_to: by the best bout that lies as a whole between them, past midnight where time_to is the earlier; '
     'span => ''window'' asks it of the whole window. language of the captions, null: English. model: who made the '
     'vector; an error where that is not the active one. Returns fewer than k only where fewer exist';

CREATE OR REPLACE FUNCTION similar_windows(
    window_id uuid,
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
    language text DEFAULT 'en'
) RETURNS SETOF window_hit
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM check_arguments(k, weekday, label, min_coverage, language);
    RETURN QUERY SELECT * FROM window_hits(nearest_windows(
        vector_of(similar_windows.window_id), k,
        window_filter(subject, study, source, since, until, weekday, label, min_coverage)
            || format(' AND w.window_id <> %L', similar_windows.window_id),
        CASE WHEN time_from IS NULL AND time_to IS NULL THEN 'window' END, time_from, time_to), coalesce(language, 'en'));
END
$$;

COMMENT ON FUNCTION similar_windows(
    uuid, integer, text, text, text, timestamp, timestamp, integer[], text, real, time, time, text
) IS 'The k windows most like this one as a whole, itself left out; filters as in search_windows';
