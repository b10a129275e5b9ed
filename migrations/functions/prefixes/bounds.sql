-- What questions ask of windows, as bits beside each prefix, so that the scan of the prefixes passes over most windows
-- that cannot meet a condition. The bits only sieve: a window that passes is asked for what its annotations say.

CREATE OR REPLACE FUNCTION asked_names() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '{walk,run,treadmill,outdoor_bike,spinning,swim,hike,elliptical,strength_training,yoga,pilates,tennis,rowing,kayaking,golf,skiing,snowboarding,dancing,climbing,stair_climber,crossfit,hiit,aerobics,martial_arts,basketball,soccer,badminton,skating,workout,sport,other}'::text[];

COMMENT ON FUNCTION asked_names() IS
    'The activity that each bit of prefixes_….activities stands for, from the lowest, as in schemas/activities.py';

CREATE OR REPLACE FUNCTION asked_bounds() RETURNS TABLE (
    word text, place integer, measure text, rows text, value text, dawn integer, op text, bound integer
)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN number < 63 THEN 'bounds' ELSE 'more_bounds' END, (number % 63)::integer,
           numbered.measure, numbered.rows, numbered.value, numbered.dawn, numbered.op, numbered.bound
    FROM (
        SELECT row_number() OVER (ORDER BY listed.measure, listed.op, bound) - 1 AS number, listed.measure,
               replace(definition ->> 'rows', 'r.', 'a.') AS rows,  -- a relation is an annotation, too
               CASE listed.measure WHEN 'still' THEN 'a.end_minute - a.start_minute'  -- so long, slept or not
                   WHEN 'rise unmoved' THEN '1'                                       -- that there is one
                   ELSE definition ->> 'value' END AS value,
               listed.dawn, listed.op, bound
        FROM (VALUES
            ('asleep', NULL, '<=', '{240,300,360,420,480}'::integer[]),
            ('asleep', NULL, '>=', '{300,360,420,480,510,540,600}'),
            ('awakenings', NULL, '<=', '{0,1,2,3}'),
            ('awakenings', NULL, '>=', '{2,3,4,5,7}'),
            ('bedtime', 900, '<=', '{360,390,420,450,480,510,540}'),
            ('bedtime', 900, '>=', '{450,480,540,600,660}'),
            ('wake-up', 0, '<=', '{300,360,390,420,480,630}'),
            ('wake-up', 0, '>=', '{360,390,480,540,570,600,660}'),
            ('sleep heart rate mean', NULL, '<=', '{50}'),
            ('sleep heart rate mean', NULL, '>=', '{60,65,70}'),
            ('sleep heart rate min', NULL, '<=', '{50}'),
            ('nap', NULL, '>=', '{0,60,90}'),
            ('duration', NULL, '<=', '{20,30}'),
            ('duration', NULL, '>=', '{30,40,45,60,90}'),
            ('at', 0, '<=', '{420,480,540,720}'),
            ('at', 0, '>=', '{1020,1080,1200}'),
            ('mean heart rate', NULL, '<=', '{125}'),
            ('mean heart rate', NULL, '>=', '{150}'),
            ('max heart rate', NULL, '>=', '{180}'),
            ('in', 0, '<=', '{540,720,1080}'),
            ('in', 0, '>=', '{720,1020}'),
            ('moving', NULL, '>=', '{30}'),
            ('still', NULL, '>=', '{120,180,240}'),
            ('not worn', NULL, '>=', '{60,120,180}'),
            ('resting heart rate', NULL, '<=', '{45,50,55,60}'),
            ('resting heart rate', NULL, '>=', '{65,70,75,80}'),
            ('heart rate max', NULL, '<=', '{100,120,150}'),
            ('heart rate max', NULL, '>=', '{140,160,170,180,190}'),
            ('heart rate mean', NULL, '<=', '{65}'),
            ('heart rate mean', NULL, '>=', '{85,90}'),
            ('heart rate min', NULL, '<=', '{45,50}'),
            ('steps', NULL, '<=', '{2000,3000,4000,5000,7500,9000,10000,13500}'),
            ('steps', NULL, '>=', '{5000,7000,8000,10000,12000,15000,20000}'),
            ('calories', NULL, '>=', '{2500,3000}'),
            ('distance', NULL, '>=', '{3,5,8,10}'),
            ('rise unmoved', NULL, '>=', '{0}')
        ) listed (measure, dawn, op, bounds)
        CROSS JOIN LATERAL unnest(listed.bounds) bound
        CROSS JOIN LATERAL (SELECT question_measures() -> listed.measure AS definition) asked
    ) numbered;
END;

COMMENT ON FUNCTION asked_bounds() IS
    'What each bit of the columns bounds and more_bounds of prefixes_… says (word, and place from 0, below 63): that '
    'some annotation of the window, one of rows, has a value that is at most, or at least, the bound; of clock times in '
    'minutes since dawn, itself in minutes since midnight. Chosen as people ask: a condition is sieved by those it implies';

CREATE OR REPLACE FUNCTION asked_digest() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT md5(asked_names()::text || string_agg(b::text, ' ' ORDER BY b::text)) FROM asked_bounds() b);

COMMENT ON FUNCTION asked_digest() IS
    'Tells tables of prefixes apart whose bits stand for other bounds or activities: it ends the comment of each';

DO $make$
DECLARE
    words text;
BEGIN
    SELECT string_agg(format('bit_or(%s)', bits), ', ' ORDER BY word) INTO words FROM (
        SELECT word, string_agg(format('CASE WHEN %s THEN %s ELSE 0 END', rows, tests), ' | ') AS bits FROM (
            SELECT word, rows, string_agg(format(
                'CASE WHEN %s %s %s THEN %s ELSE 0 END',
                CASE WHEN dawn IS NULL THEN value ELSE format(
                    'extract(epoch FROM (w.starts_at + make_interval(mins => %s - %s))::time) / 60', value, dawn) END,
                op, bound, 1::bigint << place), ' | ' ORDER BY place) AS tests
            FROM asked_bounds() GROUP BY word, rows
        ) subjects GROUP BY word
    ) sieves;
    EXECUTE format($sql$
        CREATE OR REPLACE FUNCTION bounds_of(window_ids uuid[]) RETURNS TABLE (
            window_id uuid, bounds bigint, more_bounds bigint, activities integer)
        LANGUAGE sql STABLE PARALLEL SAFE
        BEGIN ATOMIC
            SELECT w.window_id, %s, coalesce(
                       bit_or(1 << array_position(asked_names(), a.name) - 1) FILTER (WHERE a.kind = 'activity'), 0)
                   | CASE WHEN count(*) FILTER (WHERE a.kind = 'activity') > 1 THEN 1 << 31 ELSE 0 END
            FROM annotations a JOIN windows w ON w.window_id = a.window_id
            WHERE window_ids IS NULL OR a.window_id = ANY (window_ids)
            GROUP BY w.window_id;
        END $sql$, words);
END
$make$;

COMMENT ON FUNCTION bounds_of(uuid[]) IS
    'Of windows (null: of all) that have annotations, which of asked_bounds and of asked_names they reach and have; the '
    'highest bit of activities says that there are several';

DO $make$
DECLARE
    listed text;
BEGIN
    SELECT string_agg(format('(%L, %L, %L, %L::integer, %L::text[], %L::integer[], %L::text[], %L::integer[])',
        measure, rows, value, dawn, words, places, ops, bounds), ', ' ORDER BY measure) INTO listed
    FROM (SELECT measure, rows, value, dawn, array_agg(word ORDER BY op, bound) AS words,
                 array_agg(place ORDER BY op, bound) AS places, array_agg(op ORDER BY op, bound) AS ops,
                 array_agg(bound ORDER BY op, bound) AS bounds
          FROM asked_bounds() GROUP BY measure, rows, value, dawn) measures;
    EXECUTE format($sql$
        CREATE OR REPLACE FUNCTION asked_measures() RETURNS TABLE (
            measure text, rows text, value text, dawn integer, words text[], places integer[], ops text[], bounds integer[])
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        BEGIN ATOMIC
            SELECT * FROM (VALUES %s) listed;
        END $sql$, listed);
END
$make$;

COMMENT ON FUNCTION asked_measures() IS 'asked_bounds, a row for each measure';
