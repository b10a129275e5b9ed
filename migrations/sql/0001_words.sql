-- What the captions are searched by. No dictionary and no extension knows Korean here, so Hangul is cut into
-- pairs of neighbouring syllables: 심박수가 -> 심, 심박, 박수, 수가, 가. A search for 심박수 then finds it whatever
-- particle follows. The lone first and last syllables let a word of one syllable be found at a word's edge.
-- Bodies in RETURN form are bound to what they name when they are made, whatever the caller's search_path.

CREATE FUNCTION caption_words(language text, caption text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE language
    WHEN 'ko' THEN to_tsvector('simple'::regconfig, regexp_replace(caption, '([가-힣])', '\1 \1', 'g'))
    ELSE to_tsvector('english'::regconfig, caption)
END;

COMMENT ON FUNCTION caption_words(text, text) IS
    'The words a caption is found by: English stems, or for ko the pairs of neighbouring syllables';

CREATE FUNCTION caption_query(language text, query text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE language
    WHEN 'ko' THEN websearch_to_tsquery('simple'::regconfig, regexp_replace(
        -- A word is the phrase of its pairs. Quote each, unless the writer quoted; then pair what lies within quotes.
        CASE WHEN strpos(query, '"') = 0 THEN regexp_replace(query, '([^\s-]*[가-힣]\S*)', '"\1"', 'g') ELSE query END,
        '(?<=[^"-])([가-힣])(?=[^"])', '\1 \1', 'g'))
    ELSE websearch_to_tsquery('english'::regconfig, query)
END;

COMMENT ON FUNCTION caption_query(text, text) IS
    'A search as people type it (words, "a phrase", or, -not) against caption_words of the same language';
