-- Of a window the stretches of stillness and of moving are looked up by their kind, too, not among all that is known of it.

SET LOCAL statement_timeout = 0;
DROP INDEX annotations_asked_idx;
CREATE INDEX annotations_asked_idx ON annotations (window_id, kind)
    WHERE kind IN ('activity', 'bout', 'non_wear', 'relation', 'resting_heart_rate', 'sedentary', 'sleep', 'statistics');
