-- A search as people type it, for the words of captions: caption_words is made with the table that holds them.

CREATE OR REPLACE FUNCTION language_of(query text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN query ~ '[가-힣]' THEN 'ko' ELSE 'en' END;

COMMENT ON FUNCTION language_of(text) IS 'ko where a text holds Hangul, else en';

CREATE OR REPLACE FUNCTION caption_query(language text, query text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE language
    WHEN 'ko' THEN regexp_replace(
        websearch_to_tsquery('simple'::regconfig, regexp_replace(
            -- A word is the phrase of its pairs. Quote each, unless the writer quoted; then pair what is quoted.
            CASE WHEN strpos(query, '"') > 0 THEN query
                 ELSE regexp_replace(query, '([^\s-]*[가-힣]\S*)', '"\1"', 'g') END,
            '(?<=[^"-])([가-힣])(?=[^"])', '\1 \1', 'g'))::text,
        '''([가-힣])''', '''\1'':*', 'g')::tsquery
    ELSE websearch_to_tsquery('english'::regconfig, query)
END;

COMMENT ON FUNCTION caption_query(text, text) IS
    'A search as people type it (words, "a phrase", or, -not) against caption_words of the same language';
