-- From words to a vector, with nothing but Postgres: a text that the transformer has embedded has its vector in
-- text_embeddings; any other is the sum of its tokens' vectors in text_vectors, scaled to unit length. What a text says
-- often outweighs what it says once no more than by the square root of how often.

CREATE OR REPLACE FUNCTION text_vector(query text, exact boolean DEFAULT true) RETURNS embedded_text
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
        WITH said AS MATERIALIZED (
            SELECT token, count(*) AS often FROM unnest(text_tokens(query)) token GROUP BY token
        ), alike AS (
            SELECT said.often, count(*) AS tokens, sum(t.vector::vector) AS total
            FROM said JOIN text_vectors t ON t.token = said.token
            WHERE t.model_version = result.model_version
            GROUP BY said.often
        )
        SELECT sum(alike.total * array_fill(sqrt(alike.often)::real, ARRAY[vector_dims(alike.total)])::vector),
               sum(alike.tokens)::real / (SELECT count(*) FROM said)
        INTO total, result.known FROM alike;
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
    'A text as a vector of the active model, null where that is not possible: of the static tower the sum of its tokens'' '
    'vectors, each by the square root of how often it occurs, L2-normalised. exact => false: by the static tower, also '
    'where the transformer has embedded it, so that it may be compared with others of the static tower';

CREATE OR REPLACE FUNCTION embed_text(query text) RETURNS halfvec
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
