-- From words to a vector, with nothing but Postgres: a text that the transformer has embedded has its vector in
-- text_embeddings; any other is the sum of its tokens' vectors in text_vectors, scaled to unit length.

CREATE FUNCTION text_pieces(query text) RETURNS text[]
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

CREATE FUNCTION text_tokens(query text) RETURNS text[]
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

CREATE FUNCTION text_key(query text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT CASE WHEN octet_length(same) <= 2000 THEN same ELSE 'md5:' || md5(same) END  -- what an index can hold
    FROM (SELECT lower(trim(regexp_replace(normalize(query, NFKC), '[ \t\n\r]+', ' ', 'g')) COLLATE "C") AS same) text
);

COMMENT ON FUNCTION text_key(text) IS
    'How text_embeddings and composed_embeddings know a text: NFKC, single spaces, A to Z in lower case; a long one by '
    'its MD5';

CREATE TYPE embedded_text AS (
    model_version text,
    way text,
    vector halfvec
);

COMMENT ON TYPE embedded_text IS 'A text as a vector, and how it became one';
COMMENT ON COLUMN embedded_text.model_version IS 'The active model, null where none is';
COMMENT ON COLUMN embedded_text.way IS 'exact: embedded by the transformer. static: by the static tower. Null: by neither';
COMMENT ON COLUMN embedded_text.vector IS 'L2-normalised; null where the text cannot be embedded here';

CREATE FUNCTION text_vector(query text, exact boolean DEFAULT true) RETURNS embedded_text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    result embedded_text;
    dimensions integer;
    total vector;
BEGIN
    SELECT m.version, m.dimension INTO result.model_version, dimensions FROM models m WHERE m.active;
    IF exact THEN
        SELECT 'exact', t.vector INTO result.way, result.vector FROM text_embeddings t
        WHERE t.model_version = result.model_version AND t.text = text_key(query);
    END IF;
    IF result.vector IS NULL THEN
        SELECT sum(t.vector::vector) INTO total
        FROM unnest(text_tokens(query)) AS said (token) JOIN text_vectors t ON t.token = said.token
        WHERE t.model_version = result.model_version;
        IF vector_norm(total) > 0 THEN
            result.way := 'static';
            result.vector := l2_normalize(total)::halfvec;
        END IF;
    END IF;
    IF vector_dims(result.vector) <> dimensions THEN
        RAISE EXCEPTION 'the vectors of texts have % dimensions, the active model % has %',
            vector_dims(result.vector), result.model_version, dimensions
            USING HINT = 'Load the tower of the model again: `wearscribe migrate`.';
    END IF;
    RETURN result;
END
$$;

COMMENT ON FUNCTION text_vector(text, boolean) IS
    'A text as a vector of the active model, null where that is not possible. exact => false: by the static tower, also '
    'where the transformer has embedded it, so that it may be compared with others of the static tower';

CREATE FUNCTION embed_text(query text) RETURNS halfvec
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    model CONSTANT models := active_model();
    embedded CONSTANT embedded_text := text_vector(query);
BEGIN
    IF embedded.vector IS NULL THEN
        IF EXISTS (SELECT FROM text_vectors t WHERE t.model_version = model.version) THEN
            RAISE EXCEPTION 'the model % knows none of the words', model.version
                USING HINT = 'Say it in common English or Korean words. search_captions finds words as they are written.';
        END IF;
        RAISE EXCEPTION 'the database cannot embed this text: the model % has no static text tower here', model.version
            USING HINT = '`wearscribe migrate` loads the one in weights/, `wearscribe search` embeds with the model '
                         'itself, and search_captions needs neither.';
    END IF;
    RETURN embedded.vector;
END
$$;

COMMENT ON FUNCTION embed_text(text) IS
    'A text as a vector of the active model: of text_embeddings where the transformer has embedded it, else of the '
    'static tower; an error where it cannot be embedded';
