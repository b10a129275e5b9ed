-- Of a text about something else fewer words are known: so much the nearer must be what is to answer it.

ALTER TYPE embedded_text ADD ATTRIBUTE known real;

COMMENT ON COLUMN embedded_text.known IS
    'By the static tower: which share of the text''s different tokens text_vectors knows. Null: of none, or not asked';

CREATE OR REPLACE FUNCTION text_vector(query text, exact boolean DEFAULT true) RETURNS embedded_text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    result embedded_text;
    dimensions integer;
    total vector;
BEGIN
    SELECT m.version, m.dimension INTO result.model_version, dimensions FROM models m WHERE m.active;
    IF exact THEN
        SELECT 'exact', t.vector INTO result.way, result.vector FROM text_embeddings t
        WHERE t.model_version = result.model_version AND t.text = text_key(query);
    END IF;
    IF result.vector IS NULL THEN
        WITH said AS MATERIALIZED (
            SELECT token, count(*) AS often FROM unnest(text_tokens(query)) token GROUP BY token
        ), alike AS (
            SELECT said.often, count(*) AS tokens, sum(t.vector::vector) AS total
            FROM said JOIN text_vectors t ON t.token = said.token
            WHERE t.model_version = result.model_version
            GROUP BY said.often
        )
        SELECT sum(alike.total * array_fill(sqrt(alike.often)::real, ARRAY[vector_dims(alike.total)])::vector),
               sum(alike.tokens)::real / (SELECT count(*) FROM said)
        INTO total, result.known FROM alike;
        IF vector_norm(total) > 0 THEN
            result.way := 'static';
            result.vector := l2_normalize(total)::halfvec;
        END IF;
    END IF;
    IF vector_dims(result.vector) <> dimensions THEN
        RAISE EXCEPTION 'the vectors of texts have % dimensions, the active model % has %',
            vector_dims(result.vector), result.model_version, dimensions
            USING HINT = 'Load the tower of the model again: `wearscribe migrate`.';
    END IF;
    RETURN result;
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

COMMENT ON COLUMN models.static_threshold IS
    'The same by the static tower''s vector, where two thirds of a text''s tokens are known; null: any';
