-- Which of some words tell a window.

CREATE OR REPLACE FUNCTION classify_window(window_id uuid, labels text[]) RETURNS SETOF label_likelihood
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    of_window CONSTANT halfvec := vector_of(window_id);
    temperature CONSTANT real := 0.05;
    -- One way for all: a vector of the transformer and one of the static tower are not equally near to a window.
    exact boolean;
    unknown text;
BEGIN
    IF coalesce(cardinality(labels), 0) = 0 THEN
        RAISE EXCEPTION 'there is no label to choose from' USING HINT = 'Give some in words: ARRAY[''a run'', ''a nap''].';
    END IF;
    PERFORM check_text(l) FROM unnest(labels) l;
    exact := NOT EXISTS (SELECT FROM unnest(labels) l WHERE (text_vector(l)).way IS DISTINCT FROM 'exact');
    SELECT l INTO unknown FROM unnest(labels) l WHERE (text_vector(l, exact)).vector IS NULL LIMIT 1;
    IF FOUND THEN
        PERFORM embed_text(unknown);  -- it says why it cannot
    END IF;
    RETURN QUERY
    WITH scored AS (
        SELECT l AS label, (1 - ((text_vector(l, exact)).vector <=> of_window))::real AS score
        FROM (SELECT DISTINCT l FROM unnest(labels) l) given
    ), likely AS (
        SELECT s.label, s.score, exp((s.score - max(s.score) OVER ()) / temperature) AS odds FROM scored s
    )
    SELECT y.label, y.score, (y.odds / sum(y.odds) OVER ())::real FROM likely y ORDER BY y.odds DESC, y.label;
END
$$;
