-- What the captions are searched by. No dictionary and no extension knows Korean here, so Hangul is cut into
-- pairs of neighbouring syllables: 심박수가 -> 심, 심박, 박수, 수가, 가. A search for 심박수 then finds it whatever
-- particle follows. Every syllable begins a pair or stands alone at the end, so that a word of one syllable is
-- found as a prefix, wherever in a word it is.
-- Bodies in RETURN form are bound to what they name when they are made, whatever the caller's search_path.

CREATE FUNCTION caption_words(language text, caption text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE language
    WHEN 'ko' THEN to_tsvector('simple'::regconfig, regexp_replace(caption, '([가-힣])', '\1 \1', 'g'))
    ELSE to_tsvector('english'::regconfig, caption)
END;

COMMENT ON FUNCTION caption_words(text, text) IS
    'The words a caption is found by: English stems, or for ko the pairs of neighbouring syllables';
