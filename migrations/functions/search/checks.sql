-- What no search can answer is refused before it is looked for, with a hint.

CREATE OR REPLACE FUNCTION label_names() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN asked_names() || '{sleep,nap}'::text[];

COMMENT ON FUNCTION label_names() IS 'What a logged label may be called, as in schemas/activities.py';

CREATE OR REPLACE FUNCTION check_arguments(
    k integer,
    weekday integer[],
    label text,
    min_coverage real,
    language text,
    span text DEFAULT NULL,
    min_score real DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    refused CONSTANT text := CASE
        WHEN k BETWEEN 1 AND 100000 IS NOT TRUE THEN 'k'
        WHEN weekday = '{}' OR NOT weekday <@ '{1,2,3,4,5,6,7}' THEN 'weekday'
        WHEN label <> ALL (label_names()) THEN 'label'
        WHEN min_coverage NOT BETWEEN 0 AND 1 THEN 'min_coverage'
        WHEN language NOT IN ('en', 'ko') THEN 'language'
        WHEN span NOT IN ('window', 'bout') THEN 'span'
        WHEN min_score NOT BETWEEN -1 AND 1 THEN 'min_score' END;
BEGIN
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION 'no search takes this %', refused USING HINT = CASE refused
            WHEN 'k' THEN 'k is how many windows are wanted, 1 to 100000.'
            WHEN 'weekday' THEN 'weekday is an array of 1 (Monday) to 7 (Sunday), as ARRAY[6, 7]; null lets all pass.'
            WHEN 'label' THEN format('label is one of %s; null lets all pass.', array_to_string(label_names(), ', '))
            WHEN 'min_coverage' THEN 'min_coverage is the least share of measured minutes, 0 to 1; null lets all pass.'
            WHEN 'language' THEN 'language is that of the captions, en or ko.'
            WHEN 'span' THEN 'span is what of a window is compared, window or bout; null chooses.'
            WHEN 'min_score' THEN 'min_score is a cosine similarity, -1 to 1; null takes the threshold of the model.' END;
    END IF;
END
$$;

COMMENT ON FUNCTION check_arguments(integer, integer[], text, real, text, text, real) IS
    'An error with a hint at what is allowed where no search takes such an argument; each but k may be null';

CREATE OR REPLACE FUNCTION check_text(query text) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
BEGIN
    IF query ~ '[0-9A-Za-z]|[^\x01-\x7f]' IS NOT TRUE THEN
        RAISE EXCEPTION 'the text has neither a word nor a number'
            USING HINT = 'Say what to look for in a sentence or a few, in English or Korean.';
    END IF;
    -- Of 4000 characters no more are words than 2000.
    IF length(query) > 4000 AND (length(query) > 40000 OR regexp_count(query, '\S+') > 2000) THEN
        RAISE EXCEPTION 'the text has more than 2000 words or 40000 characters' USING HINT = 'Shorten it.';
    END IF;
END
$$;

COMMENT ON FUNCTION check_text(text) IS
    'An error where a text is null, holds nothing but ASCII punctuation and space, or is longer than what the model reads, '
    'as wearscribe.model.read_text';

CREATE OR REPLACE FUNCTION check_vector(query halfvec, model text) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
BEGIN
    IF query IS NULL OR l2_norm(query) = 0 THEN
        RAISE EXCEPTION 'the query vector is null, or has no direction'
            USING HINT = 'embed_text(text) makes one of a text, `wearscribe embed` does it by the model itself.';
    ELSIF model <> (active_model()).version THEN
        RAISE EXCEPTION '% is searched now, and the query vector is of another model', (active_model()).version
            USING ERRCODE = 'WS001',
                  HINT = 'Embed the query with the active model, or activate_model() the one that made it.';
    END IF;
END
$$;

COMMENT ON FUNCTION check_vector(halfvec, text) IS
    'An error where a vector points nowhere, or model, who made it, is not the active one (then of SQLSTATE WS001). Null: '
    'whoever asks vouches for it, since vectors of two models may have the same dimension';

CREATE OR REPLACE FUNCTION check_window(window_id uuid) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM windows w WHERE w.window_id = check_window.window_id) THEN
        RAISE EXCEPTION 'there is no window %', check_window.window_id USING HINT = 'v_windows lists the windows.';
    END IF;
END
$$;

COMMENT ON FUNCTION check_window(uuid) IS 'An error where no window has this id';
