-- Which of some labels tells a window.

CREATE OR REPLACE FUNCTION classify_window(window_id uuid, labels text[]) RETURNS SETOF label_likelihood
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    model CONSTANT models := active_model();
    of_window CONSTANT halfvec := vector_of(window_id);
    given CONSTANT text[] := ARRAY(SELECT DISTINCT l FROM unnest(labels) l WHERE l IS DISTINCT FROM 'unknown');
    read embedded_text[];
    -- One way for all: a vector of the transformer and one of the static tower are not equally near to a window.
    exact boolean;
BEGIN
    IF given = '{}' THEN
        RAISE EXCEPTION 'there is no label to choose from' USING HINT = 'Say some in words: ARRAY[''a run'', ''a nap''].';
    END IF;
    PERFORM check_text(l) FROM unnest(given) l;
    read := ARRAY(SELECT text_vector(l) FROM unnest(given) l);
    exact := NOT EXISTS (SELECT FROM unnest(read) r WHERE r.way IS DISTINCT FROM 'exact');
    IF NOT exact THEN
        read := ARRAY(SELECT text_vector(l, false) FROM unnest(given) l);
        PERFORM embed_text(l.label) FROM unnest(given, read) l (label, model_version, way, vector, known)
        WHERE l.vector IS NULL;  -- it says why it cannot
    END IF;
    RETURN QUERY
    WITH fitted AS (  -- by `python -m benchmarks.labels`, on validation people
        SELECT each.temperature, each.nothing
        FROM (VALUES (true, 0.069::real, 0.452::real), (false, 0.072, 0.407)) each (of_exact, temperature, nothing)
        WHERE each.of_exact = exact
    ), scored AS (
        SELECT l.label, (1 - ((l.vector <=> of_window) + min(l.vector <=> e.vector)) / 2)::real AS score
        FROM unnest(given, read) l (label, model_version, way, vector, known), embeddings e
        WHERE e.window_id = classify_window.window_id AND e.model_version = model.version
        GROUP BY l.label, l.vector
        UNION ALL
        SELECT 'unknown', nothing FROM fitted
    ), likely AS (
        SELECT s.label, s.score, exp((s.score - max(s.score) OVER ()) / temperature) AS odds FROM scored s, fitted
    )
    SELECT y.label, y.score, (y.odds / sum(y.odds) OVER ())::real FROM likely y ORDER BY y.odds DESC, y.label;
END
$$;

COMMENT ON FUNCTION classify_window(uuid, text[]) IS
    'Which of the labels, in words, tells a window best, without training (zero-shot), and beside them unknown: that none '
    'does. Softmax of the scores over a temperature, which like the score of unknown is that of the released model '
    '(benchmarks/labels.py). predict_label is for labels with examples';
