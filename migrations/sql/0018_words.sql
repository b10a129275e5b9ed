-- How many windows there are is known by their statistics, as is how many captions hold a word.

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
