-- What was rejected, and how much of it was sent back since.

CREATE OR REPLACE VIEW v_rejections WITH (security_invoker = true) AS
SELECT stage, topic, reason, count(*) AS messages, min(rejected_at) AS first_at, max(rejected_at) AS last_at,
       count(replayed_at) AS replayed, max(replayed_at) AS replayed_at,
       array_agg(DISTINCT replayed_by) FILTER (WHERE replayed_by IS NOT NULL) AS replayed_by
FROM rejections
GROUP BY stage, topic, reason;

COMMENT ON COLUMN v_rejections.replayed IS 'How many of them were sent back to where they came from';
COMMENT ON COLUMN v_rejections.replayed_at IS 'When one was sent back last, null where none was';
COMMENT ON COLUMN v_rejections.replayed_by IS 'By whom, where that is known';
