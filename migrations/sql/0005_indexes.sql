-- Where the answers stand. The first four find the windows of a value among all, the fifth those of a length; the last
-- tells of one window, found by its vector, whether it meets a condition without reading all that is claimed of it.

CREATE INDEX annotations_asleep_idx ON annotations ((("values" ->> 'minutes_asleep')::float8)) WHERE kind = 'sleep';
CREATE INDEX annotations_total_idx ON annotations (channel, (("values" ->> 'total')::float8))
    WHERE kind = 'statistics';
CREATE INDEX annotations_max_idx ON annotations (channel, (("values" ->> 'max')::float8)) WHERE kind = 'statistics';
CREATE INDEX annotations_resting_idx ON annotations ((("values" ->> 'value')::float8))
    WHERE kind = 'resting_heart_rate';
CREATE INDEX annotations_minutes_idx ON annotations (kind, name, (end_minute - start_minute))
    WHERE kind IN ('activity', 'bout', 'non_wear', 'relation', 'sedentary');
CREATE INDEX annotations_asked_idx ON annotations (window_id, kind)
    WHERE kind IN ('activity', 'non_wear', 'relation', 'resting_heart_rate', 'sleep', 'statistics');
