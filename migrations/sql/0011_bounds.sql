-- What questions ask of windows, as bits beside each prefix, so that the scan of the prefixes passes over most windows
-- that cannot meet a condition. The bits only sieve: a window that passes is asked for what its annotations say.

CREATE FUNCTION asked_bounds() RETURNS TABLE (
    place integer, measure text, rows text, value text, dawn integer, op text, bound integer
)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT (row_number() OVER (ORDER BY listed.measure, listed.op, bound) - 1)::integer, listed.measure,
           definition ->> 'rows', definition ->> 'value', listed.dawn, listed.op, bound
    FROM (VALUES
        ('asleep', NULL, '<=', '{240,300,360,420,480}'::integer[]),
        ('asleep', NULL, '>=', '{360,420,480,540,600}'),
        ('awakenings', NULL, '<=', '{0,1}'),
        ('awakenings', NULL, '>=', '{3,5,8}'),
        ('bedtime', 900, '<=', '{360,390,420,450,480}'),
        ('bedtime', 900, '>=', '{540,600,660,720}'),
        ('wake-up', 0, '<=', '{300,360,390,420,480}'),
        ('wake-up', 0, '>=', '{540,600,660}'),
        ('nap', NULL, '>=', '{0}'),
        ('duration', NULL, '>=', '{30,45,60,90}'),
        ('at', 0, '<=', '{480}'),
        ('at', 0, '>=', '{1200}'),
        ('resting heart rate', NULL, '<=', '{50,55,60}'),
        ('resting heart rate', NULL, '>=', '{65,70,80}'),
        ('heart rate max', NULL, '<=', '{100,120}'),
        ('heart rate max', NULL, '>=', '{140,160,170,180}'),
        ('steps', NULL, '<=', '{2000,3000,4000,5000,8000,10000}'),
        ('steps', NULL, '>=', '{8000,10000,12000,15000,20000}')
    ) listed (measure, dawn, op, bounds)
    CROSS JOIN LATERAL unnest(listed.bounds) bound
    CROSS JOIN LATERAL (SELECT question_measures() -> listed.measure AS definition) asked;
END;

COMMENT ON FUNCTION asked_bounds() IS
    'What each bit of prefixes_….bounds says (place, from 0, below 63): that some annotation of the window, one of rows, '
    'has a value that is at most, or at least, the bound; of clock times in minutes since dawn, itself in minutes since '
    'midnight. Chosen as people ask: a condition is sieved by the bounds that it implies';

CREATE FUNCTION asked_names() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '{walk,run,treadmill,outdoor_bike,spinning,swim,hike,elliptical,strength_training,yoga,pilates,tennis,rowing,kayaking,golf,skiing,snowboarding,dancing,climbing,stair_climber,crossfit,hiit,aerobics,martial_arts,basketball,soccer,badminton,skating,workout,sport,other}'::text[];

COMMENT ON FUNCTION asked_names() IS
    'The activity that each bit of prefixes_….activities stands for, from the lowest, as in schemas/activities.py';

DO $make$
DECLARE
    bits text;
BEGIN
    SELECT string_agg(format('CASE WHEN %s THEN %s ELSE 0 END', rows, tests), ' | ') INTO bits FROM (
        SELECT rows, string_agg(format(
            'CASE WHEN %s %s %s THEN %s ELSE 0 END',
            CASE WHEN dawn IS NULL THEN value ELSE format(
                'extract(epoch FROM (w.starts_at + make_interval(mins => %s - %s))::time) / 60', value, dawn) END,
            op, bound, 1::bigint << place), ' | ' ORDER BY place) AS tests
        FROM asked_bounds() GROUP BY rows
    ) subjects;
    EXECUTE format($sql$
        CREATE FUNCTION bounds_of(window_ids uuid[]) RETURNS TABLE (window_id uuid, bounds bigint, activities integer)
        LANGUAGE sql STABLE PARALLEL SAFE
        BEGIN ATOMIC
            SELECT w.window_id, bit_or(%s),
                   coalesce(bit_or(1 << array_position(asked_names(), a.name) - 1) FILTER (WHERE a.kind = 'activity'), 0)
            FROM annotations a JOIN windows w ON w.window_id = a.window_id
            WHERE window_ids IS NULL OR a.window_id = ANY (window_ids)
            GROUP BY w.window_id;
        END $sql$, bits);
END
$make$;

COMMENT ON FUNCTION bounds_of(uuid[]) IS
    'Of windows (null: of all) that have annotations, which of asked_bounds and of asked_names they reach and have';

CREATE FUNCTION sieve_of(condition text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    asked record;
    measure text := '';
    said text[];
    lower numeric;  -- between these the condition wants the value, null: no limit
    upper numeric;
    needed bigint := 0;
    named CONSTANT integer := (
        SELECT bit_or(1 << array_position(asked_names(), name) - 1)
        FROM string_to_table(substring(condition, 'a\.name = ANY \(''\{([a-z_,]+)\}''\)'), ',') name);
BEGIN
    IF condition !~ '^EXISTS \(|^\(SELECT count.*\) (>=? [1-9]|> 0|= [1-9])[0-9]*$' THEN
        RETURN 'true';  -- it may be met by what is not there
    END IF;
    FOR asked IN SELECT * FROM asked_bounds() b WHERE strpos(condition, b.rows) > 0 LOOP
        IF asked.measure <> measure THEN
            measure := asked.measure;
            IF asked.dawn IS NULL THEN
                said := regexp_match(split_part(condition, ' AND ' || asked.value || ' ', 2),
                                     '^(<=|>=|<|>|=|BETWEEN) ([0-9.]+)(?: AND ([0-9.]+))?');
                lower := CASE WHEN said[1] IN ('>', '>=', '=', 'BETWEEN') THEN said[2] END;
                upper := CASE WHEN said[1] IN ('<', '<=', '=') THEN said[2] ELSE said[3] END;
            ELSE
                said := regexp_match(condition, 'mins => ' || asked.value
                                     || ' - ([0-9]+)\)\)::time <=? ''([0-9]+):([0-9]+)''');
                lower := (said[1]::integer - asked.dawn + 1440) % 1440;
                upper := lower + said[2]::integer * 60 + said[3]::integer;
                IF upper > 1440 THEN  -- past dawn: no two bounds say so
                    lower := NULL;
                    upper := NULL;
                END IF;
            END IF;
        END IF;
        IF asked.op = '<=' AND upper <= asked.bound OR asked.op = '>=' AND lower >= asked.bound THEN
            needed := needed | (1::bigint << asked.place);
        END IF;
    END LOOP;
    RETURN concat_ws(' AND ', CASE WHEN needed = 0 AND coalesce(named, 0) = 0 THEN 'true' END,
        CASE WHEN needed <> 0 THEN format('p.bounds & %1$s = %1$s', needed) END,
        CASE WHEN named <> 0 THEN format('p.activities & %s <> 0', named) END);
END
$$;

COMMENT ON FUNCTION sieve_of(text) IS
    'Of a condition of parse_query, SQL over p, a row of prefixes_…, that every window passes which meets the condition';
