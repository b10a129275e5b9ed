-- An upgrade's last step, classifiers over frozen vectors, and what is said of stretches that a model chose.

CREATE FUNCTION remove_model(version text) RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
DECLARE
    known models;
    removed bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('wearscribe.models'));
    SELECT * INTO known FROM models m WHERE m.version = remove_model.version;
    IF known IS NULL THEN
        RAISE EXCEPTION 'model % is not registered', remove_model.version
            USING HINT = 'SELECT version FROM models lists those that are.';
    ELSIF known.active THEN
        RAISE EXCEPTION 'model % is active: searches use it', remove_model.version
            USING HINT = 'activate_model() another one first.';
    END IF;
    DELETE FROM embeddings e WHERE e.model_version = known.version;
    GET DIAGNOSTICS removed = ROW_COUNT;
    DELETE FROM captions c WHERE c.author = known.version;
    DELETE FROM models m WHERE m.version = known.version;  -- and its classifiers, by cascade
    EXECUTE format('DROP INDEX %I', 'embeddings_hnsw_' || known.version);  -- last: from here on searches wait
    RETURN removed;
END
$$;

COMMENT ON FUNCTION remove_model(text) IS
    'Delete a model with its vectors, captions, classifiers and index; returns how many vectors. Stop its workers first';

CREATE TYPE window_label AS (
    window_id uuid,
    start_minute integer,
    end_minute integer,
    label text,
    confidence real
);

COMMENT ON TYPE window_label IS 'What a classifier says of a span of a window';
COMMENT ON COLUMN window_label.window_id IS 'The window';
COMMENT ON COLUMN window_label.start_minute IS 'First minute of the span, since the start of the window';
COMMENT ON COLUMN window_label.end_minute IS 'Minute after the last of the span';
COMMENT ON COLUMN window_label.label IS 'The likeliest label';
COMMENT ON COLUMN window_label.confidence IS 'Its probability among the labels of the classifier, 0 to 1';

CREATE FUNCTION predict_label(classifier text, window_id uuid DEFAULT NULL) RETURNS SETOF window_label
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

CREATE VIEW v_predictions WITH (security_invoker = true) AS
SELECT c.name AS classifier,
       p.window_id,
       w.study,
       w.subject,
       w.starts_at + make_interval(mins => p.start_minute) AS starts_at,
       w.starts_at + make_interval(mins => p.end_minute) AS ends_at,
       p.label,
       p.confidence
FROM classifiers c CROSS JOIN LATERAL predict_label(c.name) p JOIN windows w ON w.window_id = p.window_id;

COMMENT ON VIEW v_predictions IS 'What every classifier says of every window, with clock times';
COMMENT ON COLUMN v_predictions.classifier IS 'Name of the classifier';
COMMENT ON COLUMN v_predictions.window_id IS 'The window';
COMMENT ON COLUMN v_predictions.study IS 'Name of the study';
COMMENT ON COLUMN v_predictions.subject IS 'Pseudonym of the wearer';
COMMENT ON COLUMN v_predictions.starts_at IS 'Start of the span, local wall clock';
COMMENT ON COLUMN v_predictions.ends_at IS 'End of the span, not in it';
COMMENT ON COLUMN v_predictions.label IS 'The likeliest label';
COMMENT ON COLUMN v_predictions.confidence IS 'Its probability among the labels of the classifier';

-- A model's stretches are not to the minute those of the annotations: half of both must be shared.
CREATE OR REPLACE FUNCTION said_of(
    window_id uuid, start_minute integer, end_minute integer, language text DEFAULT 'en'
) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
    SELECT string_agg(s.sentence ->> 'text', ' ' ORDER BY c.level, s.place)
    FROM captions c, jsonb_array_elements(c.sentences) WITH ORDINALITY s (sentence, place)
    WHERE c.window_id = said_of.window_id AND c.language = said_of.language AND c.level IN ('semantic', 'structural')
      AND EXISTS (
          SELECT FROM annotations a JOIN windows w ON w.window_id = a.window_id
          WHERE a.window_id = said_of.window_id AND s.sentence -> 'annotations' @> to_jsonb(a.number)
            AND 2 * (least(a.end_minute, w.minutes, said_of.end_minute)
                     - greatest(a.start_minute, 0, said_of.start_minute))
                >= greatest(least(a.end_minute, w.minutes), said_of.end_minute)
                   - least(greatest(a.start_minute, 0), said_of.start_minute)
      )
    GROUP BY c.author
    ORDER BY c.author = 'template', c.author DESC  -- a model's words before the template's, as in summary_of
    LIMIT 1
);

COMMENT ON FUNCTION said_of(uuid, integer, integer, text) IS
    'The sentences about the span of a window, null where there are none. start_minute and end_minute as in window_hit';
