-- Words and meaning together: any word of a question is looked for, but for those that hardly tell a window from another.

CREATE FUNCTION asked_words(parts query_part[], language text) RETURNS tsquery[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ARRAY(
    SELECT caption_query(language, said.word)
    FROM unnest(parts) p
    CROSS JOIN LATERAL regexp_split_to_table(lower(p.piece), '[^[:alnum:]]+') spaced (word)
    CROSS JOIN LATERAL regexp_replace(
        spaced.word, '([가-힣]{2,})(은|는|이|가|을|를|의|에|에서|로|으로|와|과|도|만)$', '\1') said (word)
    WHERE p.kind <> 'condition' AND numnode(caption_query(language, said.word)) > 0
);

COMMENT ON FUNCTION asked_words(query_part[], text) IS
    'The words of a question that are not in its conditions, each as full-text search takes it: without stop words and '
    'Korean particles';

CREATE OR REPLACE FUNCTION words_of(parts query_part[], language text) RETURNS tsquery
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT string_agg('(' || word::text || ')', ' | ')::tsquery FROM unnest(asked_words(parts, language)) word);

COMMENT ON FUNCTION words_of(query_part[], text) IS 'Any of asked_words; null where there are none';

CREATE FUNCTION telling_words(parts query_part[], language text) RETURNS tsquery
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
    WITH known AS (
        SELECT word, share.common, (
            SELECT count(*) FROM (
                SELECT FROM captions c
                WHERE c.words @@ word AND c.language = telling_words.language LIMIT share.common) held) AS held
        FROM unnest(asked_words(parts, language)) word
        CROSS JOIN (SELECT 1 + count(*) / 4 AS common FROM (SELECT FROM windows LIMIT 20000) w) share
    )
    SELECT coalesce(
        string_agg('(' || word::text || ')', ' | ') FILTER (WHERE held < common),
        string_agg('(' || word::text || ')', ' | '))::tsquery
    FROM known
);

COMMENT ON FUNCTION telling_words(query_part[], text) IS
    'Any of asked_words that fewer captions hold than a quarter of the windows (of 20,000 at most), by which alone '
    'full-text search, which weighs all words alike, tells windows apart; of all where none is so rare';

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
BEGIN
    IF (text_vector(query)).vector IS NOT NULL OR EXISTS (SELECT FROM unnest(parts) p WHERE p.kind = 'condition') THEN
        by_meaning := answering_windows(query, parts, depth, filter, NULL, time_from, time_to);
        IF by_meaning = '{}' THEN  -- nothing matches, and a notice has said so: some common word of it is no match
            RETURN;
        END IF;
    END IF;
    by_words := worded_windows(
        telling_words(parts, tongue), depth,
        concat_ws(' AND ', filter, time_filter(time_from, time_to),
                  (SELECT string_agg(format('(%s)', p.condition), ' AND ') FROM unnest(parts) p WHERE p.kind = 'condition')),
        tongue, common);
    RETURN QUERY SELECT * FROM window_hits(fused(by_meaning, by_words, k), tongue, parts);
END
$$;

COMMENT ON FUNCTION search_hybrid(
    text, integer, text, text, text, timestamp, timestamp, integer[], text, real, time, time, text
) IS 'The k windows of search_windows(text) and of full-text search over the captions for its words together, by reciprocal '
     'rank fusion: score is the sum of 1 / (60 + rank). None where search_windows finds none; where the text cannot be '
     'embedded, by words alone. Filters as in search_windows';
