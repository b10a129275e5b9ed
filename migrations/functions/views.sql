-- What people read. Each view runs with the reader's own rights, so that row-level security can be added below it.

CREATE OR REPLACE VIEW v_windows WITH (security_invoker = true) AS
SELECT w.window_id,
       w.study,
       w.subject,
       w.source,
       w.starts_at,
       w.starts_at + make_interval(mins => w.minutes) AS ends_at,
       extract(isodow FROM w.starts_at)::integer AS weekday,
       w.coverage,
       w.channels,
       ARRAY(SELECT DISTINCT label ->> 'name' FROM jsonb_array_elements(w.labels) label ORDER BY 1) AS labels,
       summary_of(w.window_id, 'en') AS summary,
       EXISTS (SELECT FROM embeddings e JOIN models m ON m.version = e.model_version AND m.active
               WHERE e.window_id = w.window_id) AS searchable,
       w.revision,
       w.landed_at
FROM windows w;

COMMENT ON VIEW v_windows IS 'A row a window, without its signal: who, when, how complete, and in words';
COMMENT ON COLUMN v_windows.window_id IS 'The window';
COMMENT ON COLUMN v_windows.study IS 'Name of the study';
COMMENT ON COLUMN v_windows.subject IS 'Pseudonym of the wearer';
COMMENT ON COLUMN v_windows.source IS 'Kind of device or file';
COMMENT ON COLUMN v_windows.starts_at IS 'First minute, local wall clock';
COMMENT ON COLUMN v_windows.ends_at IS 'Minute after the last';
COMMENT ON COLUMN v_windows.weekday IS '1 Monday to 7 Sunday';
COMMENT ON COLUMN v_windows.coverage IS 'Share of minutes with any channel measured, 0 to 1';
COMMENT ON COLUMN v_windows.channels IS 'Measured quantities';
COMMENT ON COLUMN v_windows.labels IS 'Names of the logged activities and sleeps';
COMMENT ON COLUMN v_windows.summary IS 'The English summary caption';
COMMENT ON COLUMN v_windows.searchable IS 'Has a vector of the active model';
COMMENT ON COLUMN v_windows.revision IS 'Revision of the window';
COMMENT ON COLUMN v_windows.landed_at IS 'When this revision was written';

CREATE OR REPLACE VIEW v_annotations WITH (security_invoker = true) AS
SELECT a.window_id,
       a.number,
       w.study,
       w.subject,
       w.source,
       a.kind,
       a.channel,
       a.name,
       w.starts_at + make_interval(mins => a.start_minute) AS starts_at,
       w.starts_at + make_interval(mins => a.end_minute) AS ends_at,
       a.end_minute - a.start_minute AS minutes,
       a."values",
       a.strength,
       a.refs
FROM annotations a JOIN windows w ON w.window_id = a.window_id;

COMMENT ON VIEW v_annotations IS 'Every claim with its clock times';
COMMENT ON COLUMN v_annotations.window_id IS 'The window it is about';
COMMENT ON COLUMN v_annotations.number IS 'Number within the window';
COMMENT ON COLUMN v_annotations.study IS 'Name of the study';
COMMENT ON COLUMN v_annotations.subject IS 'Pseudonym of the wearer';
COMMENT ON COLUMN v_annotations.source IS 'Kind of device or file';
COMMENT ON COLUMN v_annotations.kind IS 'What is claimed';
COMMENT ON COLUMN v_annotations.channel IS 'The channel it is about';
COMMENT ON COLUMN v_annotations.name IS 'The logged activity or sleep, or the relation';
COMMENT ON COLUMN v_annotations.starts_at IS 'Start of the span, local wall clock';
COMMENT ON COLUMN v_annotations.ends_at IS 'End of the span, not in it';
COMMENT ON COLUMN v_annotations.minutes IS 'Length of the span';
COMMENT ON COLUMN v_annotations."values" IS 'Numbers by name, in the units of the kind';
COMMENT ON COLUMN v_annotations.strength IS 'p-value, prominence or effect size';
COMMENT ON COLUMN v_annotations.refs IS 'Numbers of the annotations a relation ties together';

CREATE OR REPLACE VIEW v_rejections WITH (security_invoker = true) AS
SELECT stage, topic, reason, count(*) AS messages, min(rejected_at) AS first_at, max(rejected_at) AS last_at,
       count(replayed_at) AS replayed, max(replayed_at) AS replayed_at,
       array_agg(DISTINCT replayed_by) FILTER (WHERE replayed_by IS NOT NULL) AS replayed_by
FROM rejections
GROUP BY stage, topic, reason;

COMMENT ON VIEW v_rejections IS 'What was rejected and why, counted';
COMMENT ON COLUMN v_rejections.stage IS 'The worker that rejected';
COMMENT ON COLUMN v_rejections.topic IS 'Where the messages came from';
COMMENT ON COLUMN v_rejections.reason IS 'Why';
COMMENT ON COLUMN v_rejections.messages IS 'How many';
COMMENT ON COLUMN v_rejections.first_at IS 'When the first was recorded';
COMMENT ON COLUMN v_rejections.last_at IS 'When the last was recorded';
COMMENT ON COLUMN v_rejections.replayed IS 'How many of them were sent back to where they came from';
COMMENT ON COLUMN v_rejections.replayed_at IS 'When one was sent back last, null where none was';
COMMENT ON COLUMN v_rejections.replayed_by IS 'By whom, where that is known';

CREATE OR REPLACE VIEW v_predictions WITH (security_invoker = true) AS
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

CREATE OR REPLACE VIEW v_inferences WITH (security_invoker = true) AS
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
