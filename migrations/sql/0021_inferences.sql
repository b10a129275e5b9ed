-- What people read of what the model infers.

CREATE VIEW v_inferences WITH (security_invoker = true) AS
SELECT i.window_id,
       i.number,
       w.study,
       w.subject,
       w.source,
       i.model_version,
       i.name,
       w.starts_at + make_interval(mins => i.start_minute) AS starts_at,
       w.starts_at + make_interval(mins => i.end_minute) AS ends_at,
       i.end_minute - i.start_minute AS minutes,
       i.confidence
FROM inferences i
JOIN models m ON m.version = i.model_version AND m.active
JOIN windows w ON w.window_id = i.window_id;

COMMENT ON VIEW v_inferences IS 'What the active model infers of minutes that nobody logged, with clock times';
COMMENT ON COLUMN v_inferences.window_id IS 'The window it is about';
COMMENT ON COLUMN v_inferences.number IS 'Number within the window and model';
COMMENT ON COLUMN v_inferences.study IS 'Name of the study';
COMMENT ON COLUMN v_inferences.subject IS 'Pseudonym of the wearer';
COMMENT ON COLUMN v_inferences.source IS 'Kind of device or file';
COMMENT ON COLUMN v_inferences.model_version IS 'The model that infers it';
COMMENT ON COLUMN v_inferences.name IS 'An activity, sleep, nap, or unknown: one of them, the model is not sure of which';
COMMENT ON COLUMN v_inferences.starts_at IS 'Start of the span, local wall clock';
COMMENT ON COLUMN v_inferences.ends_at IS 'End of the span, not in it';
COMMENT ON COLUMN v_inferences.minutes IS 'Length of the span';
COMMENT ON COLUMN v_inferences.confidence IS 'Calibrated probability that it is so, 0 to 1';

COMMENT ON FUNCTION remove_model(text) IS
    'Delete a model with its vectors, captions, inferences, classifiers and index; returns how many vectors. Stop its '
    'workers first';
