-- What a text says often outweighs what it says once no more than by the square root of how often.

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
        SELECT sum(alike.total * array_fill(sqrt(alike.often)::real, ARRAY[vector_dims(alike.total)])::vector) INTO total
        FROM (
            SELECT said.often, sum(t.vector::vector) AS total
            FROM (SELECT token, count(*) AS often FROM unnest(text_tokens(query)) token GROUP BY token) said
            JOIN text_vectors t ON t.token = said.token
            WHERE t.model_version = result.model_version
            GROUP BY said.often
        ) alike;
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
