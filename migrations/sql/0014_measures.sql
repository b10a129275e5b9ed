-- A night belongs to the day on which it ended, as devices count it; a bedtime to the day on which it was.

DO $make$
DECLARE
    measures jsonb := question_measures();
    name text;
BEGIN
    FOREACH name IN ARRAY '{asleep,awakenings,sleep heart rate mean,sleep heart rate min}'::text[] LOOP
        measures := jsonb_set(measures, ARRAY[name, 'rows'], measures -> 'wake-up' -> 'rows');
    END LOOP;
    measures := jsonb_set(measures, '{bedtime,rows}',
        to_jsonb('a.kind = ''sleep'' AND a.name = ''sleep'' AND a.start_minute >= 0 AND a.start_minute < w.minutes'::text));
    EXECUTE format('CREATE OR REPLACE FUNCTION question_measures() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %L::jsonb', measures);
    EXECUTE format('CREATE OR REPLACE FUNCTION question_activities() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %L::jsonb',
        question_activities() || jsonb_build_object(
            'snow sports', ' AND a.name = ANY (''{skiing,snowboarding}'')',
            'cardio', ' AND a.name = ANY (''{run,treadmill,outdoor_bike,spinning,swim,elliptical,rowing,dancing,stair_climber,crossfit,hiit,aerobics}'')'));
END
$make$;
