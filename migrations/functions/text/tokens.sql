-- A text as the tokens that the static tower has vectors of.

CREATE OR REPLACE FUNCTION text_key(query text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT CASE WHEN octet_length(same) <= 2000 THEN same ELSE 'md5:' || md5(same) END  -- what an index can hold
    FROM (SELECT lower(trim(regexp_replace(normalize(query, NFKC), '[ \t\n\r]+', ' ', 'g')) COLLATE "C") AS same) text
);

COMMENT ON FUNCTION text_key(text) IS
    'How text_embeddings and composed_embeddings know a text: NFKC, single spaces, A to Z in lower case; a long one by '
    'its MD5';

CREATE OR REPLACE FUNCTION text_pieces(query text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(
    SELECT piece[1]
    FROM regexp_matches(
        regexp_replace(
            lower(normalize(query, NFKC) COLLATE "C"),  -- of C: a to z alone, whatever the database's locale
            '[''’]|(?<=[0-9]),(?=[0-9]{3})', '', 'g'),
        '[0-9]{1,2}:[0-9]{1,2}|[0-9]{1,9}(?:\.[0-9]{1,3})?|[a-z]+|[가-힣]+', 'g') WITH ORDINALITY AS found (piece, place)
    ORDER BY place
    LIMIT 2000
);

COMMENT ON FUNCTION text_pieces(text) IS
    'Clock times, numbers and words of a text in order, after NFKC, in lower case, without apostrophes and the commas of '
    'thousands; all else separates. The first 2000';

CREATE OR REPLACE FUNCTION text_tokens(query text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    WITH units AS (
        SELECT place,
               CASE WHEN strpos(piece, ':') > 0 THEN '@' || split_part(piece, ':', 1)::integer
                    WHEN piece ~ '^[0-9]' THEN '#' || floor(ln(1 + piece::double precision) / 0.1)
                    ELSE piece END AS unit
        FROM unnest(text_pieces(query)) WITH ORDINALITY AS pieces (piece, place)
    ), pairs AS (
        SELECT place, unit, lead(unit) OVER (ORDER BY place) AS following FROM units
    ), tokens AS (
        SELECT place, 1 AS rank, unit AS token FROM pairs
        UNION ALL
        SELECT place, 2, unit || ' ' || following FROM pairs WHERE following IS NOT NULL
        UNION ALL
        SELECT place, 3, regexp_replace(unit, '^([#@]).*', '\1') || ' ' || regexp_replace(following, '^([#@]).*', '\1')
        FROM pairs WHERE following IS NOT NULL AND unit || following ~ '[#@]'
        UNION ALL
        SELECT place, 3 + start, '_' || substr('~' || unit || '~', start, 2)
        FROM pairs, generate_series(1, length(unit) + 1) start WHERE unit ~ '^[가-힣]'
    )
    SELECT coalesce(array_agg(token ORDER BY place, rank), '{}') FROM tokens
);

COMMENT ON FUNCTION text_tokens(text) IS
    'The tokens by which text_vectors knows a text, as often as they occur; the same as wearscribe.static_tower.tokens_of. '
    'Each piece is a unit: a word itself, a clock time its hour (@7), a number n # and floor(10 ln(1 + n)). Tokens are the '
    'units; the bigrams "unit unit", of numbers and clock times also with bare # or @; and the pairs of syllables of '
    'Korean words between edges (_~수, _수영, _영~), so that particles matter little';
