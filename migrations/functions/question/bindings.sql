-- Which bound belongs to which subject: what can be measured so, and the nearest of these in the sentence.

CREATE OR REPLACE FUNCTION question_fits(subject question_item, bound question_item, negated boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    op CONSTANT text := split_part(bound.value, ' ', 1);
    -- of an N; clock and hours of a C. "hours" are two bare numbers that may be hours of the day: between 10 and 12.
    unit CONSTANT text := CASE WHEN bound.code = 'N' THEN split_part(bound.value, ' ', 2) WHEN op = 'hours'
        THEN 'hours' ELSE 'clock' END;
    clock CONSTANT boolean := bound.code = 'C';
    -- Three times; four separate stretches.
    several CONSTANT boolean := unit = 'times' OR unit = '' AND bound.low <= 9 AND subject.first - bound.last BETWEEN 1 AND 12;
BEGIN
    IF subject.code = 'a' AND subject.value <> 'walked' THEN
        RETURN CASE WHEN unit = 'min' THEN 'duration' WHEN clock THEN 'at' WHEN unit = 'times' THEN 'count'
                    -- two workouts
                    WHEN unit = '' AND bound.low <= 5 AND subject.first - bound.last BETWEEN 1 AND 12 THEN 'count'
                    WHEN unit = 'steps' AND NOT negated THEN 'with steps' END;
    END IF;
    RETURN CASE subject.value
        WHEN 'walked' THEN CASE WHEN unit = 'steps' OR unit = '' AND bound.low >= 1000 THEN 'steps' WHEN unit = 'km' THEN 'distance'
            WHEN unit = 'min' THEN 'duration' WHEN clock THEN 'at' END
        WHEN 'sleep' THEN CASE WHEN unit = 'min' OR unit = '' AND op <> 'bare' AND bound.low BETWEEN 2 AND 14 THEN 'asleep'  -- less than 7.5
                               WHEN op = 'past' THEN 'wake-up'
                               WHEN op = 'until' AND NOT negated THEN 'wake-up'
                               WHEN clock AND op NOT IN ('in', 'hours') THEN 'bedtime' END
        WHEN 'bedtime' THEN CASE WHEN clock THEN 'bedtime' WHEN unit = 'min' AND bound.low >= 120 THEN 'in bed' END
        WHEN 'in bed' THEN CASE WHEN unit = 'min' THEN 'in bed' WHEN clock THEN 'bedtime' END
        WHEN 'wake' THEN CASE WHEN clock THEN 'wake-up' WHEN unit = 'times' THEN 'awakenings' END
        WHEN 'up' THEN CASE WHEN op = 'until' THEN 'bedtime' WHEN clock THEN 'wake-up' WHEN unit = 'times' THEN 'awakenings' END
        WHEN 'awakenings' THEN CASE WHEN unit IN ('', 'times', 'hours') THEN 'awakenings' END
        WHEN 'nap' THEN CASE WHEN unit = 'times' OR unit = '' AND bound.low <= 5 THEN 'count' WHEN unit = 'min' THEN 'nap' WHEN clock THEN 'nap at' END
        WHEN 'still' THEN CASE WHEN unit = 'min' THEN 'still' WHEN several THEN 'count'
            WHEN op IN ('in', 'hours') AND clock THEN 'still through' WHEN clock THEN 'still at' END
        WHEN 'not worn' THEN CASE WHEN unit = 'min' THEN 'not worn' WHEN several THEN 'count'
            WHEN op IN ('in', 'hours') AND clock THEN 'not worn through' WHEN clock THEN 'not worn at' END
        WHEN 'worn' THEN CASE unit WHEN 'min' THEN 'worn' WHEN '%' THEN 'coverage' END
        WHEN 'coverage' THEN CASE WHEN unit = '%' THEN 'coverage' END
        WHEN 'moving' THEN CASE WHEN unit = 'min' THEN 'moving' WHEN several THEN 'count' WHEN clock THEN 'moving at' END
        WHEN 'cadence' THEN CASE WHEN unit IN ('', 'steps/min') OR unit = 'steps' AND bound.low < 300 THEN 'cadence' END
        WHEN 'steps' THEN CASE WHEN unit IN ('', 'steps') AND NOT negated THEN 'steps'
                               WHEN negated AND clock AND op IN ('in', 'hours') THEN 'still through' END
        WHEN 'distance' THEN CASE WHEN unit = 'km' THEN 'distance' END
        WHEN 'calories' THEN CASE WHEN unit IN ('', 'kcal') THEN 'calories' END
        WHEN 'resting heart rate' THEN CASE WHEN unit IN ('', 'bpm') THEN 'resting heart rate' END
        WHEN 'sleep heart rate' THEN CASE WHEN unit IN ('', 'bpm') THEN 'sleep heart rate' END
        WHEN 'heart rate' THEN CASE WHEN unit IN ('', 'bpm') THEN 'heart rate' END
        WHEN 'SpO2' THEN CASE WHEN unit IN ('', '%') THEN 'SpO2' END
        WHEN 'breathing rate' THEN CASE WHEN unit IN ('', '/min') THEN 'breathing rate' END
        WHEN 'skin temperature' THEN CASE WHEN unit IN ('', '°C') THEN 'skin temperature' END
        WHEN 'HRV' THEN CASE WHEN unit IN ('', 'ms') THEN 'HRV' END
    END;
END
$$;

COMMENT ON FUNCTION question_fits(question_item, question_item, boolean) IS
    'What a bound on a subject measures, null where it is none of it. Of what has a statistic the name without it';

CREATE OR REPLACE FUNCTION question_nearest(items question_item[], at integer, negated boolean[]) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    furthest CONSTANT numeric := 3;
    -- What stands between a bound and its subject, by how much it parts them.
    costs CONSTANT jsonb := '{"!": 0.2, "V": 0.2, "O": 0.2, "s": 0.3, ".": 0.5, ",": 0.5, "i": 0.5, "p": 0.5, "w": 0.5,
        "-": 0.5, "N": 0.5, "C": 0.5, "x": 1.5, "m": 2, "a": 2, "&": 3, "|": 9}';
    -- Who begins with a bound ("less than five hours of sleep", 5시간 미만 잔) puts it before what it is about.
    bound_first CONSTANT boolean := coalesce((
        SELECT i.code IN ('N', 'C') FROM unnest(items) WITH ORDINALITY i (code, value, low, high, first, last, place)
        WHERE i.code IN ('N', 'C', 'm', 'a') ORDER BY place LIMIT 1), false);
    sat CONSTANT boolean := EXISTS (SELECT FROM unnest(items) n WHERE n.value = 'still');  -- in one go
    best integer;
    least numeric := furthest;
    cost numeric;
    i integer;
BEGIN
    FOR direction IN 0 .. 1 LOOP
        cost := CASE WHEN (direction = 1) = bound_first THEN 0 ELSE 0.1 END;
        i := at + CASE direction WHEN 0 THEN -1 ELSE 1 END;
        IF direction = 1 AND items[i].code = 'O' THEN
            cost := cost - 1;  -- 40 minutes of running
        END IF;
        WHILE cost < least AND i BETWEEN 1 AND cardinality(items) LOOP
            IF items[i].code IN ('m', 'a') AND NOT (items[i].value = 'moving' AND sat) AND question_fits(items[i], items[at], negated[i]) IS NOT NULL
               AND (cost + CASE WHEN items[i].value IN ('moving', 'still') THEN 1 ELSE 0 END) < least THEN
                least := cost + CASE WHEN items[i].value IN ('moving', 'still') THEN 1 ELSE 0 END;
                best := i;
            END IF;
            cost := cost + CASE WHEN items[i].value = 'comma' THEN 1.5
                                ELSE coalesce((costs ->> items[i].code)::numeric, 1) END;
            i := i + CASE direction WHEN 0 THEN -1 ELSE 1 END;
        END LOOP;
    END LOOP;
    RETURN best;
END
$$;

COMMENT ON FUNCTION question_nearest(question_item[], integer, boolean[]) IS
    'The place of the subject that the bound at a place belongs to, null where there is none near. '
    'Unknown words and conjunctions between them count most';
