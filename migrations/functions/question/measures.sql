-- What can be asked for exactly: where in the annotations it stands, and how it is told.

CREATE TEMPORARY TABLE question_subject (name text, rows text) ON COMMIT DROP;
CREATE TEMPORARY TABLE question_measure (name text, means text, subject text, unit text, value text,
    told text) ON COMMIT DROP;

-- A subject is what a condition is about: annotations `a` of the window `w`. All conditions on one are met by one row.
INSERT INTO question_subject VALUES
    ('sleep', $$a.kind = 'sleep' AND a.name = 'sleep'$$),
    ('wake', $$a.kind = 'sleep' AND a.name = 'sleep' AND a.end_minute > 0 AND a.end_minute <= w.minutes$$),
    ('nap', $$a.kind = 'sleep' AND a.name = 'nap'$$),
    ('resting heart rate', $$a.kind = 'resting_heart_rate'$$),
    ('still', $$a.kind = 'sedentary'$$),
    ('moving', $$a.kind = 'bout'$$),
    ('not worn', $$a.kind = 'non_wear'$$),
    ('activity', $$a.kind = 'activity'$$),
    ('unmoved', $$r.kind = 'relation' AND r.name = 'without_movement'$$),  -- a is the rise that relation r is about
    ('window', '');
INSERT INTO question_subject
SELECT name, format($$a.kind = 'statistics' AND a.channel = %L$$, channel) FROM (VALUES
    ('steps', 'steps'), ('distance', 'distance'), ('calories', 'calories'), ('heart rate', 'heart_rate'), ('SpO2',
        'spo2'),
    ('breathing rate', 'breathing_rate'), ('skin temperature', 'skin_temperature'), ('HRV',
        'rmssd')) statistics (name, channel);

-- `means` and `told`: %s is the bound, and the value in words of its unit. `value` is SQL over a and w.
INSERT INTO question_measure VALUES
    ('asleep', 'asleep %s', 'sleep', 'min', $$(a."values" ->> 'minutes_asleep')::float8$$, 'asleep %s'),
    ('awakenings', 'awakenings %s', 'sleep', 'times', $$(a."values" ->> 'awakenings')::float8$$, '%s awakenings'),
    ('sleep heart rate mean', 'sleep heart rate mean %s', 'sleep', 'bpm',
        $$(a."values" ->> 'mean_heart_rate')::float8$$, '%s on average asleep'),
    ('sleep heart rate min', 'sleep heart rate min %s', 'sleep', 'bpm',
        $$(a."values" ->> 'min_heart_rate')::float8$$, 'down to %s asleep'),
    ('bedtime', 'bedtime %s', 'sleep', 'evening', 'a.start_minute', 'to bed at %s'),
    ('wake-up', 'wake-up %s', 'wake', 'clock', 'a.end_minute', 'up at %s'),
    ('in bed', 'in bed %s', 'wake', 'min', 'a.end_minute - a.start_minute', 'in bed for %s'),
    ('nap', 'nap %s', 'nap', 'min', 'a.end_minute - a.start_minute', 'nap of %s'),
    ('nap at', 'nap %s', 'nap', 'clock', 'a.start_minute', 'nap at %s'),
    ('resting heart rate', 'resting heart rate %s', 'resting heart rate', 'bpm',
        $$(a."values" ->> 'value')::float8$$, 'resting heart rate %s'),
    ('still', 'still %s', 'still', 'min', -- what is slept is not sat
     $$a.end_minute - a.start_minute - coalesce((
         SELECT sum(greatest(least(s.end_minute, a.end_minute) - greatest(s.start_minute, a.start_minute), 0))
         FROM annotations s WHERE s.window_id = w.window_id AND s.kind = 'sleep'), 0)$$, 'still for %s'),
    ('still through', 'still %s', 'still', 'through', '', 'still, %s steps'),
    ('still at', 'still %s', 'still', 'clock', 'a.start_minute', 'still from %s'),
    ('moving at', 'moving %s', 'moving', 'clock', 'a.start_minute', 'moving at %s'),
    ('not worn at', 'not worn %s', 'not worn', 'clock', 'a.start_minute', 'not worn from %s'),
    ('moving', 'moving %s', 'moving', 'min', 'a.end_minute - a.start_minute', 'moving for %s'),
    ('cadence', 'cadence %s', 'moving', 'steps/min', $$(a."values" ->> 'cadence')::float8$$, '%s'),
    ('not worn', 'not worn %s', 'not worn', 'min', 'a.end_minute - a.start_minute', 'not worn for %s'),
    ('not worn through', 'not worn %s', 'not worn', 'through', '', 'not worn'),
    ('duration', '%s', 'activity', 'min', 'a.end_minute - a.start_minute', '%s'),
    ('at', '%s', 'activity', 'clock', 'a.start_minute', 'at %s'),
    ('in', '%s', 'activity', 'part', '(a.start_minute + a.end_minute) / 2', 'around %s'),
    ('with steps', 'with steps %s', 'activity', 'steps', $$(a."values" ->> 'steps')::float8$$, '%s'),
    ('mean heart rate', 'mean heart rate %s', 'activity', 'bpm', $$(a."values" ->> 'mean_heart_rate')::float8$$,
        '%s on average'),
    ('max heart rate', 'max heart rate %s', 'activity', 'bpm', $$(a."values" ->> 'max_heart_rate')::float8$$,
        'up to %s'),
    ('steps', 'steps %s', 'steps', 'steps', $$(a."values" ->> 'total')::float8$$, '%s'),
    ('distance', 'distance %s', 'distance', 'km', $$(a."values" ->> 'total')::float8 / 1000$$, '%s'),
    ('calories', 'calories %s', 'calories', 'kcal', $$(a."values" ->> 'total')::float8$$, '%s'),
    ('worn', 'worn %s', 'window', 'min', 'w.coverage * w.minutes', 'worn for %s'),
    ('coverage', 'coverage %s', 'window', '%', '100 * w.coverage', 'coverage %s'),
    ('heart rate unmoved', 'heart rate %s without steps', 'unmoved', 'bpm',
     $$coalesce(a."values" ->> 'value', a."values" ->> 'to', a."values" ->> 'after')::float8$$,
         'heart rate up to %s without steps'),
    ('rise unmoved', 'heart rate rise %s without steps', 'unmoved', 'bpm', $$(r."values" ->> 'rise')::float8$$,
     'heart rate %s higher without steps');
INSERT INTO question_measure
SELECT name || ' ' || statistic, name || ' ' || statistic || ' %s', name, unit,
    format($$(a."values" ->> %L)::float8$$, statistic), name || ' ' || statistic || ' %s'
FROM (VALUES ('heart rate', 'bpm'), ('SpO2', '%'), ('breathing rate', '/min'), ('skin temperature', '°C'), ('HRV',
    'ms')
     ) channels (name, unit), unnest('{min,mean,max}'::text[]) statistic;

CREATE TEMPORARY TABLE question_activity (name text, labels text) ON COMMIT DROP;
INSERT INTO question_activity VALUES  -- names of schemas/activities.py; null: any
    ('walk', 'walk'), ('run', 'run,treadmill'), ('bike', 'outdoor_bike,spinning'), ('outdoor bike', 'outdoor_bike'),
    ('spinning', 'spinning'), ('swim', 'swim'), ('hike', 'hike'), ('elliptical', 'elliptical'),
    ('strength training', 'strength_training'), ('yoga', 'yoga'), ('pilates', 'pilates'), ('tennis', 'tennis'),
    ('rowing', 'rowing,kayaking'), ('golf', 'golf'), ('skiing', 'skiing'), ('snowboarding', 'snowboarding'),
    ('dancing', 'dancing'), ('climbing', 'climbing'), ('stair climber', 'stair_climber'), ('crossfit',
        'crossfit,hiit'),
    ('aerobics', 'aerobics'), ('martial arts', 'martial_arts'), ('basketball', 'basketball'), ('soccer', 'soccer'),
    ('badminton', 'badminton'), ('skating', 'skating'),
    ('gym', 'elliptical,stair_climber,strength_training,spinning,crossfit,hiit,treadmill,workout'),
    ('workout', 'walk'),  -- any but a walk
    ('snow sports', 'skiing,snowboarding'),
    ('cardio', 'run,treadmill,outdoor_bike,spinning,swim,elliptical,rowing,dancing,stair_climber,crossfit,hiit,aerobics'),
    ('activity', NULL);

DO $make$
DECLARE
    measures jsonb;
    name text;
BEGIN
    SELECT jsonb_object_agg(m.name, to_jsonb(m) - 'name' || jsonb_build_object('rows', s.rows)) INTO measures
    FROM question_measure m JOIN question_subject s ON s.name = m.subject;
    -- A night belongs to the day on which it ended, as devices count it; a bedtime to the day on which it was.
    FOREACH name IN ARRAY '{asleep,awakenings,sleep heart rate mean,sleep heart rate min}'::text[] LOOP
        measures := jsonb_set(measures, ARRAY[name, 'rows'], measures -> 'wake-up' -> 'rows');
    END LOOP;
    measures := jsonb_set(measures, '{bedtime,rows}',
        to_jsonb('a.kind = ''sleep'' AND a.name = ''sleep'' AND a.start_minute >= 0 AND a.start_minute < w.minutes'::text));
    EXECUTE format(
        'CREATE OR REPLACE FUNCTION question_measures() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %L::jsonb',
        measures);
    SELECT jsonb_object_agg(a.name, CASE WHEN a.name = 'workout' THEN $$ AND a.name <> 'walk'$$ WHEN labels IS NULL
        THEN ''
        ELSE format(' AND a.name = ANY (%L)', '{' || labels || '}') END) INTO measures FROM question_activity a;
    EXECUTE format(
        'CREATE OR REPLACE FUNCTION question_activities() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %L::jsonb',
        measures);
END
$make$;

COMMENT ON FUNCTION question_measures() IS
    'What questions can ask exactly: unit, the rows of annotations it is about, its value there, and how it is told';
COMMENT ON FUNCTION question_activities() IS 'What of the activity annotations each word for an activity means';
