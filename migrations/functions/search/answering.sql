-- Windows that answer a question. Numbers, clock times and weekdays are met; the text as a whole ranks, not what is left
-- of it: so the model learnt it, so text_embeddings holds it, and what all hits meet puts none before another.

CREATE OR REPLACE FUNCTION answering_windows(
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
    share CONSTANT text := wished_share(parts);
    -- Of those that have all, who is first is told by the nearness alone, or by how much of a trait they have.
    considered CONSTANT integer := CASE WHEN EXISTS (SELECT FROM unnest(parts) p WHERE p.kind = 'trait')
        THEN greatest(k, 50) ELSE k END;
    -- Only the static tower was taught texts that are about no day: of a text that it can read, it is the better judge.
    judged embedded_text := embedded;
    nearest real;
    least_score real := min_score;
    complete ranked_window[] := '{}';
    ranking ranked_window[] := '{}';
BEGIN
    IF share IS NOT NULL THEN
        complete := having_windows(embedded.vector, parts, considered, filter, span, time_from, time_to);
    END IF;
    IF embedded.vector IS NULL AND NOT exact AND complete = '{}' THEN
        PERFORM embed_text(query);  -- it says why it cannot
    END IF;
    IF cardinality(complete) < k AND (embedded.vector IS NOT NULL OR exact) THEN
        ranking := meeting_windows(
            embedded.vector, parts, CASE WHEN share IS NOT NULL AND embedded.vector IS NOT NULL THEN greatest(k, 50) ELSE k END,
            filter, span, time_from, time_to);
    END IF;
    IF embedded.vector IS NULL THEN
        RETURN CASE WHEN exact THEN ranking ELSE complete[:k] END;
    END IF;
    -- What is understood as a whole, and which some window has, is about days, whatever the vectors say.
    IF min_score IS NULL AND NOT exact AND (complete = '{}' OR EXISTS (
        SELECT FROM unnest(parts) p WHERE p.kind = 'rest' AND NOT EXISTS (
            SELECT FROM unnest(parts) t WHERE t.kind = 'trait' AND strpos(t.piece, p.piece) > 0))) THEN
        IF embedded.way = 'exact' AND EXISTS (
            SELECT FROM models m WHERE m.version = embedded.model_version AND m.static_threshold IS NOT NULL) THEN
            judged := text_vector(query, false);
        END IF;
        SELECT CASE WHEN judged.way = 'static' THEN m.static_threshold * 2 / 3 / judged.known ELSE m.threshold END
        INTO least_score FROM models m WHERE m.version = embedded.model_version;
        IF judged.vector IS NULL AND least_score IS NULL AND share IS NULL THEN
            RAISE NOTICE 'nothing matches: no word of it is known'
                USING HINT = 'Say it in common English or Korean words; min_score => -1 shows the nearest all the same.';
            RETURN '{}';
        END IF;
        IF judged.vector IS NULL THEN
            judged := embedded;
        END IF;
    END IF;
    nearest := (SELECT max(f.score) FROM unnest(complete || ranking) f);
    IF judged.way <> embedded.way THEN
        -- Any window as near as that will do: most often one of those that were found is, and all need no second look.
        SELECT max(1 - (e.vector <=> judged.vector)) INTO nearest
        FROM unnest(complete || ranking) found JOIN embeddings e ON e.window_id = found.window_id
        WHERE e.model_version = judged.model_version AND e.span = 'window'
          AND answering_windows.span IS DISTINCT FROM 'bout' AND coalesce(time_from, time_to) IS NULL;
    END IF;
    IF nearest >= least_score IS NOT TRUE AND NOT exact AND (judged.way <> embedded.way OR ranking = '{}') THEN
        nearest := (nearest_windows(judged.vector, 1, filter, span, time_from, time_to))[1].score;
    END IF;
    IF nearest < least_score THEN
        RAISE NOTICE 'nothing matches: the nearest window has a score of %, below %',
            round(nearest::numeric, 2), round(least_score::numeric, 2)
            USING HINT = 'min_score => -1 shows the nearest all the same.';
        RETURN '{}';
    END IF;
    -- The threshold is one for the best hit: where it passes, something answers, and the others are as near as they are.
    complete := wished_windows(
        ARRAY(SELECT f FROM unnest(complete) f WHERE f.score >= min_score IS NOT FALSE), complete_share(parts));
    ranking := wished_windows(ARRAY(
        SELECT f FROM unnest(ranking) f WHERE f.score >= min_score IS NOT FALSE
            AND f.window_id <> ALL (ARRAY(SELECT c.window_id FROM unnest(complete) c))), share);
    -- Who lacks something comes behind who has all, whatever k is, and is not said to be better.
    RETURN (complete || ARRAY(
        SELECT ROW(f.window_id, least(f.score, complete[cardinality(complete)].score), f.span, f.start_minute, f.end_minute,
            f.caption)::ranked_window
        FROM unnest(ranking) WITH ORDINALITY f (window_id, score, span, start_minute, end_minute, caption, place)
        ORDER BY f.place))[:k];
END
$$;

COMMENT ON FUNCTION answering_windows(text, query_part[], integer, text, text, time, time, real) IS
    'What search_windows(text) ranks by: of the windows that meet the conditions first those that have all wishes and '
    'traits, then the others, the nearest to the text first; where there are traits, of the 50 nearest those that have '
    'most of them. None where the nearest is below the model''s threshold, unless there were conditions, or all of the '
    'text was understood and some window has it, or min_score says otherwise';
