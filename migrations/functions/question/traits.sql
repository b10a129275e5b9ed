-- What is said by degree and not in numbers: hardly slept, a long run, 안정 심박이 높은. A trait ranks by how much of it a
-- window has; its words stay with the rest, for the vectors know more of them.

CREATE TEMPORARY TABLE degree_trait (name text, measure text, subject text, op text, enough integer, weak integer,
    strong integer, least integer DEFAULT NULL, most integer DEFAULT NULL) ON COMMIT DROP;

-- A window has nothing of a trait where the value is weak, all of it where it is strong, and shows it where the value is
-- enough. Clock times are minutes since midnight; who sleeps by day goes to bed neither late nor early: least and most.
INSERT INTO degree_trait VALUES
    ('late bedtime', 'bedtime', 'sleep', 'after told', 60, 1380, 300, 1140, 480),
    ('early bedtime', 'bedtime', 'sleep', 'before told', 1320, 1410, 1140, 1080, 180),
    ('early rise', 'wake-up', 'sleep', 'before told', 360, 450, 210, 180, 720),
    ('late rise', 'wake-up', 'sleep', 'after told', 600, 450, 780, 180, 960);
INSERT INTO degree_trait VALUES
    ('short sleep', 'asleep', 'sleep', '< min', 360, 450, 240), ('long sleep', 'asleep', 'sleep', '> min', 510, 450, 600),
    ('restless sleep', 'awakenings', 'sleep', '} ', 7, 3, 12), ('calm sleep', 'awakenings', 'sleep', '{ ', 2, 6, 0),
    ('long nap', 'nap', 'nap', '} min', 60, 30, 150), ('short nap', 'nap', 'nap', '{ min', 30, 75, 10),
    ('many steps', 'steps', 'steps', '> steps', 12000, 8000, 22000),
    ('few steps', 'steps', 'steps', '< steps', 4000, 7000, 1000),
    ('high heart rate', 'heart rate max', 'heart rate', '> bpm', 170, 140, 200),
    ('low heart rate', 'heart rate max', 'heart rate', '{ bpm', 120, 145, 85),
    ('high mean heart rate', 'heart rate mean', 'heart rate', '> bpm', 85, 70, 105),
    ('low mean heart rate', 'heart rate mean', 'heart rate', '< bpm', 65, 78, 52),
    ('high resting heart rate', 'resting heart rate', 'resting heart rate', '> bpm', 75, 62, 88),
    ('low resting heart rate', 'resting heart rate', 'resting heart rate', '< bpm', 52, 62, 42),
    ('high sleep heart rate', 'sleep heart rate mean', 'sleep', '> bpm', 72, 60, 85),
    ('low sleep heart rate', 'sleep heart rate mean', 'sleep', '< bpm', 50, 60, 42),
    ('long still', 'still', 'still', '} min', 180, 90, 360), ('long moving', 'moving', 'moving', '} min', 30, 15, 90),
    ('long not worn', 'not worn', 'not worn', '} min', 180, 60, 720),
    ('racing at rest', 'rise unmoved', 'unmoved', '} bpm', 15, 8, 45),
    ('long', 'duration', 'activity', '} min', 60, 20, 180), ('short', 'duration', 'activity', '< min', 30, 60, 10),
    ('hard', 'mean heart rate', 'activity', '> bpm', 150, 115, 180),
    ('easy', 'mean heart rate', 'activity', '< bpm', 125, 150, 90);

DO $make$
DECLARE
    traits jsonb;
BEGIN
    SELECT jsonb_object_agg(t.name, jsonb_strip_nulls(to_jsonb(t) - 'name')) INTO traits FROM degree_trait t;
    EXECUTE format(
        'CREATE OR REPLACE FUNCTION question_traits() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %L::jsonb',
        traits);
END
$make$;

COMMENT ON FUNCTION question_traits() IS
    'What can be said by degree: of which measure, from which value on it is shown, and between which it grows';

CREATE OR REPLACE FUNCTION question_degree(trait jsonb, activity text, part text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    definition CONSTANT jsonb := question_measures() -> (trait ->> 'measure');
    dawn CONSTANT integer := CASE definition ->> 'unit' WHEN 'evening' THEN 900 WHEN 'clock' THEN 0 END;
    -- Of weak, strong, least and most: clock times since dawn.
    ends CONSTANT integer[] := ARRAY(
        SELECT CASE WHEN dawn IS NULL THEN told ELSE (told + 1440 - dawn) % 1440 END
        FROM unnest(ARRAY[(trait ->> 'weak')::integer, (trait ->> 'strong')::integer, (trait ->> 'least')::integer,
            (trait ->> 'most')::integer]) WITH ORDINALITY ends (told, place) ORDER BY place);
    value CONSTANT text := CASE WHEN dawn IS NULL THEN '(' || (definition ->> 'value') || ')' ELSE format(
        'extract(epoch FROM (w.starts_at + make_interval(mins => %s - %s))::time) / 60', definition ->> 'value', dawn) END;
BEGIN
    RETURN format(
        '(SELECT max(least(greatest((%s - %s) / %s.0, 0), 1)) FROM %s.window_id = w.window_id AND %s%s%s)',
        value, ends[1], ends[2] - ends[1],
        CASE trait ->> 'subject' WHEN 'unmoved'
            THEN 'annotations r JOIN annotations a ON a.window_id = r.window_id AND a.number = r.refs[1] WHERE r'
            ELSE 'annotations a WHERE a' END,
        CASE WHEN activity IS NULL THEN definition ->> 'rows'
            ELSE 'a.kind = ''activity''' || (question_activities() ->> activity) END,
        CASE WHEN ends[3] IS NOT NULL THEN format(' AND %s BETWEEN %s AND %s', value, ends[3], ends[4]) END,
        CASE WHEN part IS NOT NULL
            THEN ' AND ' || (question_part_limit('(a.start_minute + a.end_minute) / 2', '', part)).condition END);
END
$$;

COMMENT ON FUNCTION question_degree(jsonb, text, text) IS
    'How much a window has of one of question_traits, of an activity and in a part of the day where these are named, as '
    'SQL over w: as much as the annotation that has most of it';

CREATE OR REPLACE FUNCTION question_trait(name text, activity text DEFAULT NULL, part text DEFAULT NULL) RETURNS query_part
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    trait CONSTANT jsonb := question_traits() -> name;
    subject CONSTANT text := trait ->> 'subject';
    answer query_part := question_answer(
        ROW(subject, trait ->> 'measure',
            ROW(CASE WHEN trait ->> 'op' LIKE '%told' THEN 'C' ELSE 'N' END,
                trait ->> 'op', (trait ->> 'enough')::numeric, NULL, 0, 0)::question_item, activity, false, NULL)::question_claim
        || CASE WHEN part IS NULL THEN '{}'::question_claim[] ELSE ARRAY[
            ROW(subject, 'in', ROW('p', part, NULL, NULL, 0, 0)::question_item, activity, false, NULL)::question_claim] END);
BEGIN
    answer.kind := 'trait';
    answer.means := format('%s (%s)', concat_ws(' ', name, activity), answer.means);
    answer.degree := question_degree(trait, activity, part);
    RETURN answer;
END
$$;

COMMENT ON FUNCTION question_trait(text, text, text) IS
    'One of question_traits, of an activity and in a part of the day where these are named, its piece left open';

CREATE OR REPLACE FUNCTION question_trait_of(name text, activity text, part text) RETURNS query_part
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    one query_part;
    other query_part;
    answer query_part;
BEGIN
    answer.kind := 'trait';
    CASE name
        WHEN 'good sleep' THEN
            one := question_trait('calm sleep');
            answer.means := 'good sleep (awakenings <= 2 and asleep >= 420 min)';
            answer.condition := replace(one.condition, '<= 2)', '<= 2 AND (a."values" ->> ''minutes_asleep'')::float8 >= 420)');
            answer.evidence := replace(one.evidence, '<= 2 ', '<= 2 AND (a."values" ->> ''minutes_asleep'')::float8 >= 420 ');
            answer.degree := format('(%s + least(%s, 0.3)) / 2', one.degree, (question_trait('long sleep')).degree);
        WHEN 'bad sleep' THEN
            one := question_trait('restless sleep');
            other := question_trait('short sleep');
            answer.means := 'bad sleep (awakenings >= 7 or asleep < 360 min)';
            answer.condition := format('(%s OR %s)', one.condition, other.condition);
            answer.evidence := format('coalesce(%s, %s)', one.evidence, other.evidence);
            answer.degree := format('greatest(%s, %s)', one.degree, other.degree);
        WHEN 'no workout' THEN
            answer := question_answer(ARRAY[ROW('activity', NULL, NULL, 'workout', true, NULL)::question_claim]);
            answer.kind := 'trait';
            answer.degree := format('(%s)::integer', answer.condition);
        WHEN 'no sleep' THEN
            answer.means := 'no sleep recorded';
            answer.condition := format('NOT EXISTS (SELECT FROM annotations a WHERE a.window_id = w.window_id AND %s)',
                question_measures() -> 'asleep' ->> 'rows');
            answer.evidence := format('CASE WHEN %s THEN %L END', answer.condition, answer.means);
            answer.degree := format('(%s)::integer', answer.condition);
        WHEN 'worn all day' THEN
            answer.means := 'worn all day (coverage >= 95 % and no minute not worn)';
            answer.condition := 'w.coverage >= 0.95 AND NOT EXISTS (SELECT FROM annotations a '
                'WHERE a.window_id = w.window_id AND a.kind = ''non_wear'')';
            answer.evidence := format('CASE WHEN %s THEN ''worn for '' || told_minutes(w.coverage * w.minutes) END', answer.condition);
            answer.degree := format('(%s)::integer', answer.condition);
        ELSE
            answer := question_trait(name, activity, part);
    END CASE;
    RETURN answer;
END
$$;

COMMENT ON FUNCTION question_trait_of(text, text, text) IS 'As question_trait, also of what is put together of several';
