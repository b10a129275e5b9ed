-- Words and meaning together (reciprocal rank fusion): any word of a question is looked for, but for those that hardly
-- tell a window from another, which is known by the statistics of the captions.

CREATE OR REPLACE FUNCTION word_share(word tsquery, elements text[], frequencies real[]) RETURNS real
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT min(CASE lexeme[2] WHEN ':*' THEN (
            SELECT coalesce(sum(e.frequency), 0) FROM unnest(elements, frequencies) e (element, frequency)
            WHERE starts_with(e.element, lexeme[1]))
        ELSE coalesce(frequencies[array_position(elements, lexeme[1])], 0) END)::real
    FROM regexp_matches(word::text, '''([^'']+)''(:\*)?', 'g') lexeme
);

COMMENT ON FUNCTION word_share(tsquery, text[], real[]) IS
    'What share of the captions holds a word, of several lexemes in a row the rarest, by the shares of the most common '
    'lexemes: 0 where it is not among them';

CREATE OR REPLACE FUNCTION telling_words(parts query_part[], language text) RETURNS tsquery
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET max_parallel_workers_per_gather = 0
AS $$
DECLARE
    most CONSTANT integer := 20000;
    captions CONSTANT real := (SELECT reltuples FROM pg_class WHERE oid = 'captions'::regclass);
    landed CONSTANT real := (SELECT reltuples FROM pg_class WHERE oid = 'windows'::regclass);
    common bigint;
    elements text[];  -- the most common lexemes of captions, as last analysed
    frequencies real[];
    word tsquery;
    held bigint;
    words text[] := '{}';
    telling text[] := '{}';
BEGIN
    SELECT s.most_common_elems::text::text[], s.most_common_elem_freqs INTO elements, frequencies FROM pg_stats s
    WHERE s.schemaname = 'public' AND s.tablename = 'captions' AND s.attname = 'words';
    common := 1 + CASE WHEN elements IS NULL OR landed < 0
        THEN (SELECT count(*) FROM (SELECT FROM windows LIMIT most) w) ELSE least(landed, most)::bigint END / 4;
    FOREACH word IN ARRAY asked_words(parts, language) LOOP
        IF elements IS NULL THEN
            SELECT count(*) INTO held FROM (
                SELECT FROM captions c WHERE c.words @@ word AND c.language = telling_words.language LIMIT common) few;
        ELSE
            held := word_share(word, elements, frequencies) * captions;
        END IF;
        words := words || format('(%s)', word);
        IF held < common THEN
            telling := telling || format('(%s)', word);
        END IF;
    END LOOP;
    RETURN nullif(array_to_string(CASE telling WHEN '{}' THEN words ELSE telling END, ' | '), '')::tsquery;
END
$$;

COMMENT ON FUNCTION telling_words(query_part[], text) IS
    'Any of asked_words that fewer captions hold than a quarter of the windows (of 20,000 at most), by which alone '
    'full-text search, which weighs all words alike, tells windows apart; of all where none is so rare. Told by the '
    'statistics of the captions, and counted where nothing has been analysed';

CREATE OR REPLACE FUNCTION asked_words(parts query_part[], language text) RETURNS tsquery[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ARRAY(
    SELECT caption_query(language, said.word)
    FROM unnest(parts) p
    CROSS JOIN LATERAL regexp_split_to_table(lower(p.piece), '[^[:alnum:]]+') spaced (word)
    CROSS JOIN LATERAL regexp_replace(
        spaced.word, '([가-힣]{2,})(은|는|이|가|을|를|의|에|에서|로|으로|와|과|도|만)$', '\1') said (word)
    WHERE p.kind IN ('wish', 'rest') AND numnode(caption_query(language, said.word)) > 0
);

COMMENT ON FUNCTION asked_words(query_part[], text) IS
    'The words of a question that are not in its conditions, each as full-text search takes it: without stop words and '
    'Korean particles';

CREATE OR REPLACE FUNCTION words_of(parts query_part[], language text) RETURNS tsquery
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT string_agg('(' || word::text || ')', ' | ')::tsquery FROM unnest(asked_words(parts, language)) word);

COMMENT ON FUNCTION words_of(query_part[], text) IS 'Any of asked_words; null where there are none';

CREATE OR REPLACE FUNCTION fused(one ranked_window[], other ranked_window[], k integer) RETURNS ranked_window[]
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
    filter CONSTANT text := window_filter(subject, study, source, since, until, weekday, label, min_coverage);
    common CONSTANT integer := 20000;  -- of more captions the words rank the first that are read
    depth integer;
    parts query_part[];
    by_meaning ranked_window[] := '{}';
    by_words ranked_window[];
    asked text;
    complete boolean;
BEGIN
    PERFORM check_arguments(k, weekday, label, min_coverage, language), check_text(query);
    depth := greatest(3 * k, 50);
    parts := question_parts(query);
    asked := (SELECT string_agg(format('(%s)', p.condition), ' AND ') FROM unnest(parts) p WHERE p.kind = 'condition');
    IF (text_vector(query)).vector IS NOT NULL OR asked IS NOT NULL THEN
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

COMMENT ON FUNCTION search_hybrid(
    text, integer, text, text, text, timestamp, timestamp, integer[], text, real, time, time, text
) IS 'The k windows of search_windows(text) and of full-text search over the captions for its words together, by reciprocal '
     'rank fusion: score is the sum of 1 / (60 + rank). None where search_windows finds none; where the text cannot be '
     'embedded, by words alone. Filters as in search_windows';
