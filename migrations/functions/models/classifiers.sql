-- Classifiers over frozen vectors, applied to whatever has landed.

CREATE OR REPLACE FUNCTION predict_label(classifier text, window_id uuid DEFAULT NULL) RETURNS SETOF window_label
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    chosen classifiers;
BEGIN
    SELECT * INTO chosen FROM classifiers c WHERE c.name = predict_label.classifier;
    IF chosen IS NULL THEN
        RAISE EXCEPTION 'there is no classifier %', predict_label.classifier
            USING HINT = '`wearscribe adapt --list` names those there are.';
    END IF;
    RETURN QUERY
    WITH weighed AS (
        SELECT e.window_id, e.number, e.start_minute, e.end_minute, l.label,
               l.bias - (e.vector::vector <#> l.weights) AS logit  -- <#> is the negative inner product
        FROM embeddings e CROSS JOIN classifier_labels l
        WHERE l.classifier = chosen.name AND e.model_version = chosen.model_version AND e.span = chosen.span
          AND (predict_label.window_id IS NULL OR e.window_id = predict_label.window_id)
    ), likely AS (
        SELECT *, exp(logit - max(logit) OVER span) AS odds FROM weighed
        WINDOW span AS (PARTITION BY window_id, number)
    )
    SELECT DISTINCT ON (window_id, number)
           window_id, start_minute, end_minute, label, (odds / sum(odds) OVER span)::real
    FROM likely
    WINDOW span AS (PARTITION BY window_id, number)
    ORDER BY window_id, number, odds DESC, label;
END
$$;

COMMENT ON FUNCTION predict_label(text, uuid) IS
    'What a classifier of `wearscribe adapt` says of every span, or of one window''s. Computed when asked: it covers '
    'windows old and new, and is never behind';
