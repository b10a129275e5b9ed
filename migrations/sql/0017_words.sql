-- What a question asks is asked of the windows with the best captions alone: of all that hold one of its words it takes
-- longer than all else. Filters are asked first, as before: an index may know the few windows that pass.

DROP FUNCTION worded_windows(tsquery, integer, text, text, integer);

CREATE FUNCTION worded_windows(
    wanted tsquery, k integer, condition text, language text, most integer DEFAULT NULL, asked text DEFAULT 'true'
) RETURNS ranked_window[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET max_parallel_workers_per_gather = 0  -- to start one takes longer than to read ten thousand captions
SET random_page_cost = 1.1  -- they are in memory
AS $$
DECLARE
    ranking ranked_window[];
BEGIN
    EXECUTE format($sql$
        SELECT array_agg(ROW(window_id, rank, 'window', 0, minutes, caption)::ranked_window ORDER BY rank DESC, window_id)
        FROM (
            SELECT best.*, passes.minutes FROM (
                SELECT * FROM (
                    SELECT DISTINCT ON (window_id) * FROM (
                        SELECT c.window_id, c.text AS caption, c.level, c.author, ts_rank(c.words, $1) AS rank
                        FROM captions c %s WHERE c.words @@ $1 AND c.language = $2 AND %s
                        LIMIT $4
                    ) matching
                    ORDER BY window_id, rank DESC, level = 'summary' DESC, level, author
                ) each
                ORDER BY rank DESC, window_id OFFSET 0
            ) best
            CROSS JOIN LATERAL (
                SELECT w.minutes FROM windows w WHERE w.window_id = best.window_id AND %s OFFSET 0) passes
            ORDER BY rank DESC, window_id
            LIMIT $3
        ) ranked
    $sql$, CASE WHEN condition <> 'true' THEN 'JOIN windows w ON w.window_id = c.window_id' END, condition, asked)
        INTO ranking USING wanted, language, k, most;
    RETURN coalesce(ranking, '{}');
END
$$;

COMMENT ON FUNCTION worded_windows(tsquery, integer, text, text, integer, text) IS
    'The k windows whose captions match best, each by its best caption. condition: SQL over w, as of window_filter. most: '
    'of so many captions that match, whichever they are (null: of all). asked: SQL over w, asked of one window after '
    'another, the best first';

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
    parts CONSTANT query_part[] := question_parts(query);
    filter CONSTANT text := window_filter(subject, study, source, since, until, weekday, label, min_coverage);
    depth CONSTANT integer := greatest(3 * k, 50);
    common CONSTANT integer := 20000;  -- of more captions the words rank the first that are read
    by_meaning ranked_window[] := '{}';
    by_words ranked_window[];
    asked text := (SELECT string_agg(format('(%s)', p.condition), ' AND ') FROM unnest(parts) p WHERE p.kind = 'condition');
    complete boolean;
BEGIN
    IF (text_vector(query)).vector IS NOT NULL OR EXISTS (SELECT FROM unnest(parts) p WHERE p.kind = 'condition') THEN
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
