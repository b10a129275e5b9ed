-- What a question names comes first: windows that have all of it, by how much they have; then those nearest to the text.

CREATE FUNCTION wished_share(parts query_part[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    -- Of a trait whether it holds as much as how much of it there is: who has all comes before who has most of one.
    SELECT '(' || string_agg(CASE p.kind
        WHEN 'wish' THEN format('coalesce(%s, 0)', coalesce(p.degree, format('(%s)::integer', p.condition)))
        ELSE format('(coalesce((%s), false)::integer + coalesce(%s, 0)) / 2', p.condition, p.degree) END, ' + ')
        || ')::real / ' || count(*)
    FROM unnest(parts) p WHERE p.kind IN ('wish', 'trait')
);

COMMENT ON FUNCTION wished_share(query_part[]) IS
    'SQL over w: how much a window has of the wishes and traits of a question, from 0 to 1; null where it has none';

CREATE FUNCTION having_all(parts query_part[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT string_agg(format('(%s)', CASE p.kind WHEN 'wish' THEN coalesce(p.degree || ' = 1', p.condition)
        ELSE p.condition END), ' AND ')
    FROM unnest(parts) p WHERE p.kind <> 'rest'
);

COMMENT ON FUNCTION having_all(query_part[]) IS
    'SQL over w: whether a window meets all conditions of a question and has all wishes (of those joined by "or", one) and '
    'traits';

CREATE OR REPLACE FUNCTION wished_windows(ranking ranked_window[], parts query_part[]) RETURNS ranked_window[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    weight CONSTANT real := 0.9;
    share CONSTANT text := wished_share(parts);
    wished ranked_window[];
BEGIN
    IF share IS NULL THEN
        RETURN ranking;
    END IF;
    EXECUTE format(
        'SELECT array_agg(ROW(window_id, score, span, start_minute, end_minute, caption)::ranked_window '
        'ORDER BY score DESC, place) FROM ('
        'SELECT f.window_id, f.score + %s * %s * (1 - f.score) AS score, f.span, f.start_minute, f.end_minute, f.caption, '
        'f.place FROM unnest($1) WITH ORDINALITY f (window_id, score, span, start_minute, end_minute, caption, place) '
        'JOIN windows w ON w.window_id = f.window_id) wished', weight, share) INTO wished USING ranking;
    RETURN coalesce(wished, '{}');
END
$$;

COMMENT ON FUNCTION wished_windows(ranked_window[], query_part[]) IS
    'The same windows, best first. The more a window has of the wishes and traits the nearer its score to 1, by nine '
    'tenths of the way where it has all; of one that has none it stays as it is';

CREATE FUNCTION having_windows(
    query halfvec, parts query_part[], k integer, filter text, span text, time_from time, time_to time
) RETURNS ranked_window[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    condition CONSTANT text := concat_ws(' AND ', filter, having_all(parts));
BEGIN
    IF query IS NULL THEN
        RETURN newest_windows(parts, k, concat_ws(' AND ', condition, time_filter(time_from, time_to)));
    END IF;
    RETURN nearest_windows(query, k, condition, span, time_from, time_to, (
        SELECT coalesce(string_agg(sieve_of(p.condition), ' AND '), 'true') FROM unnest(parts) p
        WHERE p.kind IN ('condition', 'trait') OR p.kind = 'wish' AND p.degree IS NULL));
END
$$;

COMMENT ON FUNCTION having_windows(halfvec, query_part[], integer, text, text, time, time) IS
    'The k nearest of the windows that meet having_all; without a vector the newest';

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
    considered CONSTANT integer := CASE WHEN EXISTS (SELECT FROM unnest(parts) p WHERE p.kind IN ('wish', 'trait'))
        THEN 100 ELSE 0 END;  -- whatever k is, so that more of them begin as fewer do
    nearest real;
    least_score real := min_score;
    ranking ranked_window[];
    complete ranked_window[] := '{}';
BEGIN
    IF considered > 0 THEN
        complete := having_windows(embedded.vector, parts, greatest(k, considered), filter, span, time_from, time_to);
    END IF;
    IF embedded.vector IS NULL AND NOT exact AND complete = '{}' THEN
        PERFORM embed_text(query);  -- it says why it cannot
    END IF;
    ranking := CASE WHEN embedded.vector IS NULL AND NOT exact THEN complete ELSE meeting_windows(
        embedded.vector, parts, CASE WHEN embedded.vector IS NULL THEN k ELSE greatest(k, considered) END,
        filter, span, time_from, time_to) END;
    IF embedded.vector IS NULL THEN
        RETURN ranking[:k];
    END IF;
    -- What is understood as a whole, and which some window has, is about days, whatever the vectors say.
    IF min_score IS NULL AND NOT exact AND (complete = '{}' OR EXISTS (
        SELECT FROM unnest(parts) p WHERE p.kind = 'rest'
            AND NOT EXISTS (SELECT FROM unnest(parts) t WHERE t.kind = 'trait' AND strpos(t.piece, p.piece) > 0))) THEN
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
    complete := ARRAY(SELECT f FROM unnest(complete) f WHERE f.score >= min_score IS NOT FALSE);
    RETURN (wished_windows(complete || ARRAY(
        SELECT f FROM unnest(ranking) f
        WHERE f.window_id <> ALL (ARRAY(SELECT h.window_id FROM unnest(complete) h))), parts))[:k];
END
$$;

COMMENT ON FUNCTION answering_windows(text, query_part[], integer, text, text, time, time, real) IS
    'What search_windows(text) ranks by: the windows that meet the conditions, nearest to the text first; the nearest 100, '
    'and the nearest 100 of those that have all wishes and traits, with regard to how much they have of these. None where '
    'the nearest is below the model''s threshold, unless there were conditions, or all of the text was understood and some '
    'window has it, or min_score says otherwise';
