-- Which words tell windows apart is known by the statistics of the captions, without looking for each.

CREATE FUNCTION word_share(word tsquery, elements text[], frequencies real[]) RETURNS real
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
    common CONSTANT bigint := (SELECT 1 + count(*) / 4 FROM (SELECT FROM windows LIMIT 20000) w);
    captions CONSTANT real := (SELECT reltuples FROM pg_class WHERE oid = 'captions'::regclass);
    elements text[];  -- the most common lexemes of captions, as last analysed
    frequencies real[];
    word tsquery;
    held bigint;
    words text[] := '{}';
    telling text[] := '{}';
BEGIN
    SELECT s.most_common_elems::text::text[], s.most_common_elem_freqs INTO elements, frequencies FROM pg_stats s
    WHERE s.schemaname = 'public' AND s.tablename = 'captions' AND s.attname = 'words';
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

-- To start a worker takes as long as to read ten thousand captions.
ALTER FUNCTION worded_windows(tsquery, integer, text, text, integer) SET max_parallel_workers_per_gather = 0;
ALTER FUNCTION worded_windows(tsquery, integer, text, text, integer) SET random_page_cost = 1.1;
