-- The view that 0008_rejections.sql changed, as it was.

DROP VIEW v_rejections;
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
