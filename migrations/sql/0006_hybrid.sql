-- Finding windows by the words of their captions, and by words and meaning together.

CREATE FUNCTION language_of(query text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN query ~ '[가-힣]' THEN 'ko' ELSE 'en' END;

COMMENT ON FUNCTION language_of(text) IS 'ko where a text holds Hangul, else en';

CREATE FUNCTION worded_windows(
    wanted tsquery, k integer, condition text, language text, most integer DEFAULT NULL
) RETURNS ranked_window[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    ranking ranked_window[];
BEGIN
    EXECUTE format($sql$
        SELECT array_agg(ROW(window_id, rank, 'window', 0, minutes, caption)::ranked_window ORDER BY rank DESC, window_id)
        FROM (
            SELECT * FROM (
                SELECT DISTINCT ON (window_id) * FROM (
                    SELECT w.window_id, w.minutes, c.text AS caption, c.level, c.author, ts_rank(c.words, $1) AS rank
                    FROM captions c JOIN windows w ON w.window_id = c.window_id
                    WHERE c.words @@ $1 AND c.language = $2 AND %s
                    LIMIT $4
                ) matching
                ORDER BY window_id, rank DESC, level = 'summary' DESC, level, author
            ) best
            ORDER BY rank DESC, window_id
            LIMIT $3
        ) ranked
    $sql$, condition) INTO ranking USING wanted, language, k, most;
    RETURN coalesce(ranking, '{}');
END
$$;

COMMENT ON FUNCTION worded_windows(tsquery, integer, text, text, integer) IS
    'The k windows whose captions match best, each by its best caption. condition: SQL over w, as of window_filter. most: '
    'of so many captions that match, whichever they are (null: of all)';

CREATE FUNCTION search_captions(
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

CREATE FUNCTION words_of(parts query_part[], language text) RETURNS tsquery
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
    SELECT caption_query(language, regexp_replace(
        regexp_replace(string_agg(p.piece, ' '), '["-]|\mor\M', ' ', 'g'),
        '([가-힣]{2,})(은|는|이|가|을|를|의|에|에서|로|으로|와|과|도|만)(?![가-힣])', '\1', 'g'))
    FROM unnest(parts) p WHERE p.kind <> 'condition'
);

COMMENT ON FUNCTION words_of(query_part[], text) IS
    'What full-text search looks for of a question: the words that are not conditions, without Korean particles';

CREATE FUNCTION search_hybrid(
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
    common CONSTANT integer := 20000;  -- words that so many captions hold tell few windows from others
    by_meaning ranked_window[] := '{}';
    by_words ranked_window[];
BEGIN
    IF (text_vector(query)).vector IS NOT NULL OR EXISTS (SELECT FROM unnest(parts) p WHERE p.kind = 'condition') THEN
        by_meaning := answering_windows(query, parts, depth, filter, NULL, time_from, time_to);
    END IF;
    by_words := worded_windows(
        words_of(parts, tongue), depth,
        concat_ws(' AND ', filter, time_filter(time_from, time_to),
                  (SELECT string_agg(format('(%s)', p.condition), ' AND ') FROM unnest(parts) p WHERE p.kind = 'condition')),
        tongue, common);
    RETURN QUERY SELECT * FROM window_hits(fused(by_meaning, by_words, k), tongue, parts);
END
$$;

COMMENT ON FUNCTION search_hybrid(
    text, integer, text, text, text, timestamp, timestamp, integer[], text, real, time, time, text
) IS 'The k windows of search_windows(text) and of full-text search over the captions together, by reciprocal rank fusion: '
     'score is the sum of 1 / (60 + rank). Where the text cannot be embedded, by words alone. Filters as in search_windows';

CREATE FUNCTION fused(one ranked_window[], other ranked_window[], k integer) RETURNS ranked_window[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(
    SELECT ROW(window_id, score, span, start_minute, end_minute, caption)::ranked_window
    FROM (
        SELECT window_id, sum(1.0 / (60 + place))::real AS score,
               (array_agg(span ORDER BY ranking))[1] AS span,
               (array_agg(start_minute ORDER BY ranking))[1] AS start_minute,
               (array_agg(end_minute ORDER BY ranking))[1] AS end_minute,
               (array_agg(caption ORDER BY ranking))[1] AS caption
        FROM (
            SELECT 1 AS ranking, o.* FROM unnest(one) WITH ORDINALITY
                o (window_id, score, span, start_minute, end_minute, caption, place)
            UNION ALL
            SELECT 2, o.* FROM unnest(other) WITH ORDINALITY
                o (window_id, score, span, start_minute, end_minute, caption, place)
        ) ranks
        GROUP BY window_id
        ORDER BY score DESC, window_id
        LIMIT k
    ) best
    ORDER BY score DESC, window_id
);

COMMENT ON FUNCTION fused(ranked_window[], ranked_window[], integer) IS
    'Two rankings as one of k windows: each gives a window 1 / (60 + its rank) (Cormack, Clarke, Buettcher 2009, '
    'Reciprocal Rank Fusion). What of the window matches is said by the first ranking that holds it';
