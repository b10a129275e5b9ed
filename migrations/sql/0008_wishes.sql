-- What a question merely names ranks: of the windows that come nearest those that have it come first.

CREATE FUNCTION wished_windows(ranking ranked_window[], parts query_part[]) RETURNS ranked_window[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    share CONSTANT text := (
        SELECT '(' || string_agg(format('coalesce((%s), false)::integer', p.condition), ' + ') || ')::real / ' || count(*)
        FROM unnest(parts) p WHERE p.kind = 'wish');
    wished ranked_window[];
BEGIN
    IF share IS NULL THEN
        RETURN ranking;
    END IF;
    EXECUTE format(
        'SELECT array_agg(ROW(window_id, score, span, start_minute, end_minute, caption)::ranked_window '
        'ORDER BY score DESC, place) FROM ('
        'SELECT f.window_id, f.score + 0.1 * %s AS score, f.span, f.start_minute, f.end_minute, f.caption, f.place '
        'FROM unnest($1) WITH ORDINALITY f (window_id, score, span, start_minute, end_minute, caption, place) '
        'JOIN windows w ON w.window_id = f.window_id) wished', share) INTO wished USING ranking;
    RETURN coalesce(wished, '{}');
END
$$;

COMMENT ON FUNCTION wished_windows(ranked_window[], query_part[]) IS
    'The same windows, each score raised by a tenth of the share of the wishes that the window meets, best first';

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
    -- Only the static tower was taught texts that are about no day: of a text that it can read, it is the better judge.
    judged embedded_text := embedded;
    considered CONSTANT integer := CASE WHEN EXISTS (SELECT FROM unnest(parts) p WHERE p.kind = 'wish')
        THEN 50 ELSE 0 END;  -- whatever k is, so that more of them begin as fewer do
    nearest real;
    least_score real := min_score;
    ranking ranked_window[];
BEGIN
    IF embedded.vector IS NULL AND NOT exact THEN
        PERFORM embed_text(query);  -- it says why it cannot
    END IF;
    ranking := meeting_windows(
        embedded.vector, parts, CASE WHEN embedded.vector IS NULL THEN k ELSE greatest(k, considered) END,
        filter, span, time_from, time_to);
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
    ranking := ARRAY(SELECT f FROM unnest(ranking) f WHERE f.score >= min_score IS NOT FALSE);
    RETURN (wished_windows(ranking[:considered], parts) || ranking[considered + 1:])[:k];
END
$$;

COMMENT ON FUNCTION answering_windows(text, query_part[], integer, text, text, time, time, real) IS
    'What search_windows(text) ranks by: the windows that meet the conditions, nearest to the text first, the nearest 50 '
    'with regard to the wishes that they meet. None where the nearest is below the model''s threshold, unless there were '
    'conditions or min_score says otherwise';
