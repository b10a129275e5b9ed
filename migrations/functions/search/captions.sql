-- Finding windows by the words of their captions. Conditions are asked of the windows with the best captions alone: of all
-- that hold a word it takes longer than all else. Filters are asked first: an index may know the few windows that pass.

CREATE OR REPLACE FUNCTION search_captions(
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
BEGIN
    PERFORM check_arguments(k, weekday, label, min_coverage, language), check_text(query);
    RETURN QUERY SELECT * FROM window_hits(worded_windows(
        caption_query(tongue, query), k,
        concat_ws(' AND ', window_filter(subject, study, source, since, until, weekday, label, min_coverage),
                  time_filter(time_from, time_to)), tongue), tongue);
END
$$;

COMMENT ON FUNCTION search_captions(
    text, integer, text, text, text, timestamp, timestamp, integer[], text, real, time, time, text
) IS 'The k windows whose captions match the words best, each by its best caption. As people type: words, '
     '"a phrase", or, -not. language: en or ko; null: ko where the query holds Hangul. Filters as in search_windows, but '
     'time_from and time_to ask that the window, or a bout, an activity or a sleep in it, lie between them';

CREATE OR REPLACE FUNCTION worded_windows(
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
