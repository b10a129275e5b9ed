-- A question's conditions are sieved by the bounds of windows; its judge looks at what was found before it looks at all.

CREATE OR REPLACE FUNCTION meeting_windows(
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
    sieve text;      -- SQL over p: what all that meet them pass
    ranking ranked_window[];
    most integer;
BEGIN
    SELECT count(*), string_agg(format('(%s)', p.condition), ' AND '),
           string_agg(format('coalesce((%s), false)::integer', p.condition), ' + '),
           coalesce(string_agg(sieve_of(p.condition), ' AND '), 'true')
    INTO asked, all_met, count_met, sieve FROM unnest(parts) p WHERE p.kind = 'condition';
    condition := concat_ws(' AND ', filter, all_met);
    FOR attempt IN 1 .. 2 LOOP
        ranking := CASE WHEN query IS NULL
            THEN newest_windows(parts, k, concat_ws(' AND ', condition, time_filter(time_from, time_to)))
            ELSE nearest_windows(query, k, condition, span, time_from, time_to, sieve) END;
        EXIT WHEN ranking <> '{}' OR asked = 0 OR attempt = 2;
        IF asked > 1 THEN
            EXECUTE format('SELECT max(%s) FROM windows w WHERE %s', count_met, filter) INTO most;
        END IF;
        IF coalesce(most, 0) IN (0, asked) THEN
            RAISE NOTICE 'no window meets what is asked'
                USING HINT = 'parse_query(text) shows how the question was taken.';
            RETURN '{}';
        END IF;
        RAISE NOTICE 'no window meets all that is asked; these meet % of %', most, asked
            USING HINT = 'The column met says which; parse_query(text) shows how the question was taken.';
        condition := format('%s AND %s = %s', filter, count_met, most);
        sieve := 'true';
    END LOOP;
    RETURN ranking;
END
$$;

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
    nearest := ranking[1].score;
    IF judged.way <> embedded.way THEN
        -- Any window as near as that will do: most often one of those that were found is, and all need no second look.
        SELECT max(1 - (e.vector <=> judged.vector)) INTO nearest
        FROM unnest(ranking) found JOIN embeddings e ON e.window_id = found.window_id
        WHERE e.model_version = judged.model_version AND e.span = 'window'
          AND answering_windows.span IS DISTINCT FROM 'bout' AND coalesce(time_from, time_to) IS NULL;
        IF nearest >= least_score IS NOT TRUE THEN
            nearest := (nearest_windows(judged.vector, 1, filter, span, time_from, time_to))[1].score;
        END IF;
    END IF;
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

ALTER FUNCTION window_hits(ranked_window[], text, query_part[]) SET enable_bitmapscan = off;  -- as shortlisted_windows
