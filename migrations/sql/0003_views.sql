-- What people read. Each view runs with the reader's own rights, so that row-level security can be added below it.

CREATE VIEW v_windows WITH (security_invoker = true) AS
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

CREATE VIEW v_annotations WITH (security_invoker = true) AS
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

CREATE VIEW v_rejections WITH (security_invoker = true) AS
SELECT stage, topic, reason, count(*) AS messages, min(rejected_at) AS first_at, max(rejected_at) AS last_at
FROM rejections
GROUP BY stage, topic, reason;

COMMENT ON VIEW v_rejections IS 'What was rejected and why, counted';
COMMENT ON COLUMN v_rejections.stage IS 'The worker that rejected';
COMMENT ON COLUMN v_rejections.topic IS 'Where the messages came from';
COMMENT ON COLUMN v_rejections.reason IS 'Why';
COMMENT ON COLUMN v_rejections.messages IS 'How many';
COMMENT ON COLUMN v_rejections.first_at IS 'When the first was recorded';
COMMENT ON COLUMN v_rejections.last_at IS 'When the last was recorded';
