-- Finding windows by what a person asks. Numbers, clock times and weekdays are met; the text as a whole ranks, not what
-- is left of it: so the model learnt it, so text_embeddings holds it, and what all hits meet puts none before another.

CREATE FUNCTION question_parts(query text) RETURNS query_part[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ARRAY(SELECT p FROM parse_query(query) p);

COMMENT ON FUNCTION question_parts(text) IS 'parse_query as one value';

CREATE FUNCTION newest_windows(parts query_part[], k integer, condition text) RETURNS ranked_window[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    share CONSTANT text := (
        SELECT format('(%s)::real / %s', string_agg(format('coalesce((%s), false)::integer', p.condition), ' + '), count(*))
        FROM unnest(parts) p WHERE p.condition IS NOT NULL);
    ranking ranked_window[];
BEGIN
    EXECUTE format(
        'SELECT array_agg(ROW(window_id, share, ''window'', 0, minutes, NULL)::ranked_window '
        'ORDER BY share DESC, starts_at DESC, window_id) '
        'FROM (SELECT w.window_id, w.starts_at, w.minutes, %s AS share FROM windows w WHERE %s '
        'ORDER BY share DESC, w.starts_at DESC, w.window_id LIMIT $1) best', share, condition) INTO ranking USING k;
    RETURN coalesce(ranking, '{}');
END
$$;

COMMENT ON FUNCTION newest_windows(query_part[], integer, text) IS
    'Without a vector: the k windows that pass the condition (SQL over w), by the share of the parts that they meet, then '
    'the newest';

CREATE FUNCTION meeting_windows(
    query halfvec, parts query_part[], k integer, filter text, span text, time_from time, time_to time
) RETURNS ranked_window[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    asked integer;   -- how many conditions
    all_met text;    -- SQL over w: whether it meets them all
    count_met text;  -- SQL over w: how many it meets
    condition text;
    ranking ranked_window[];
    most integer;
BEGIN
    SELECT count(*), string_agg(format('(%s)', p.condition), ' AND '),
           string_agg(format('coalesce((%s), false)::integer', p.condition), ' + ')
    INTO asked, all_met, count_met FROM unnest(parts) p WHERE p.kind = 'condition';
    condition := concat_ws(' AND ', filter, all_met);
    FOR attempt IN 1 .. 2 LOOP
        ranking := CASE WHEN query IS NULL
            THEN newest_windows(parts, k, concat_ws(' AND ', condition, time_filter(time_from, time_to)))
            ELSE nearest_windows(query, k, condition, span, time_from, time_to) END;
        EXIT WHEN ranking <> '{}' OR asked = 0 OR attempt = 2;
        EXECUTE format('SELECT max(%s) FROM windows w WHERE %s', count_met, filter) INTO most;
        IF coalesce(most, 0) IN (0, asked) THEN
            RAISE NOTICE 'no window meets what is asked'
                USING HINT = 'parse_query(text) shows how the question was taken.';
            RETURN '{}';
        END IF;
        RAISE NOTICE 'no window meets all that is asked; these meet % of %', most, asked
            USING HINT = 'The column met says which; parse_query(text) shows how the question was taken.';
        condition := format('%s AND %s = %s', filter, count_met, most);
    END LOOP;
    RETURN ranking;
END
$$;

COMMENT ON FUNCTION meeting_windows(halfvec, query_part[], integer, text, text, time, time) IS
    'The k windows nearest to a vector (null: the newest) that meet every condition of a question; where no window does, '
    'those that meet most, which a notice says. filter: SQL over w, as of window_filter';

CREATE FUNCTION answering_windows(
    query text,
    parts query_part[],
    k integer,
    filter text,
    span text DEFAULT NULL,
    time_from time DEFAULT NULL,
    time_to time DEFAULT NULL,
    min_score real DEFAULT NULL
) RETURNS ranked_window[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    embedded CONSTANT embedded_text := text_vector(query);
    exact CONSTANT boolean := EXISTS (SELECT FROM unnest(parts) p WHERE p.kind = 'condition');
    -- Only the static tower was taught texts that are about no day: of a text that it can read, it is the better judge.
    judged embedded_text := embedded;
    nearest real;
    least_score real := min_score;
    ranking ranked_window[];
BEGIN
    IF embedded.vector IS NULL AND NOT exact THEN
        PERFORM embed_text(query);  -- it says why it cannot
    END IF;
    ranking := meeting_windows(embedded.vector, parts, k, filter, span, time_from, time_to);
    IF embedded.vector IS NULL THEN
        RETURN ranking;
    END IF;
    IF min_score IS NULL AND NOT exact THEN
        IF embedded.way = 'exact' AND EXISTS (
            SELECT FROM models m WHERE m.version = embedded.model_version AND m.static_threshold IS NOT NULL) THEN
            judged := text_vector(query, false);
        END IF;
        IF judged.vector IS NULL THEN
            judged := embedded;
        END IF;
        SELECT CASE judged.way WHEN 'exact' THEN m.threshold ELSE m.static_threshold END INTO least_score
        FROM models m WHERE m.version = embedded.model_version;
    END IF;
    nearest := CASE judged.way WHEN embedded.way THEN ranking[1].score
        ELSE (nearest_windows(judged.vector, 1, filter, span, time_from, time_to))[1].score END;
    IF nearest < least_score THEN
        RAISE NOTICE 'nothing matches: the nearest window has a score of %, below %',
            round(nearest::numeric, 2), round(least_score::numeric, 2)
            USING HINT = 'min_score => -1 shows the nearest all the same.';
        RETURN '{}';
    END IF;
    -- The threshold is one for the best hit: where it passes, something answers, and the others are as near as they are.
    RETURN ARRAY(SELECT f FROM unnest(ranking) f WHERE f.score >= min_score IS NOT FALSE);
END
$$;

COMMENT ON FUNCTION answering_windows(text, query_part[], integer, text, text, time, time, real) IS
    'What search_windows(text) ranks by: the windows that meet the conditions, nearest to the text first. None where the '
    'nearest is below the model''s threshold, unless there were conditions or min_score says otherwise';

CREATE FUNCTION search_windows(
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
    tongue CONSTANT text := coalesce(language, language_of(query));
    parts query_part[];
BEGIN
    IF query ~ '^\s*\[' THEN  -- a vector, written down: a literal without a type arrives here
        RETURN QUERY SELECT * FROM window_hits(
            nearest_windows(query::halfvec, k, filter, span, time_from, time_to), coalesce(language, 'en'));
        RETURN;
    END IF;
    parts := question_parts(query);
    RETURN QUERY SELECT * FROM window_hits(
        answering_windows(query, parts, k, filter, span, time_from, time_to, min_score), tongue, parts);
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
