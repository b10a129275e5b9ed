-- What is said to come after something else: a bad night after an evening run, yoga before the run, 달리고 나서 낮잠.

CREATE OR REPLACE FUNCTION question_thing(items question_item[], at integer, direction integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT at + direction * step FROM generate_series(1, 8) step
    WHERE items[at + direction * step].code = 'a' OR items[at + direction * step].value IN ('nap', 'sleep', 'awakenings', 'wake', 'night')
        OR items[at + direction * step].value ~ '^=(restless|short|good|no) sleep$'
    ORDER BY step LIMIT 1
);

COMMENT ON FUNCTION question_thing(question_item[], integer, integer) IS
    'The place of the nearest activity, nap or night before (-1) or behind (1) an item, null where there is none near';

CREATE OR REPLACE FUNCTION question_happened(item question_item) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN item.code = 'a' THEN 'a.kind = ''activity''' || (question_activities() ->>
                split_part(CASE item.value WHEN 'walked' THEN 'walk' ELSE item.value END, ' but ', 1))
            WHEN item.value = 'nap' THEN question_measures() -> 'nap' ->> 'rows' END;

COMMENT ON FUNCTION question_happened(question_item) IS
    'The annotations a of an activity or a nap, null of a night: it is told of the day on which it ended';

CREATE OR REPLACE FUNCTION question_ordered(
    said text, items question_item[], parts query_part[], named integer[]
) RETURNS query_part[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    ordered query_part[] := parts;
    earlier integer;
    later integer;
    one text;
    other text;
    part query_part;
    swap integer;
BEGIN
    FOR i IN 2 .. cardinality(items) LOOP
        CONTINUE WHEN items[i].code NOT IN ('F', 'B', 'f', 'b') AND items[i].value <> 'then';
        earlier := question_thing(items, i, -1);
        later := question_thing(items, i, 1);
        IF items[i].code IN ('F', 'b') THEN  -- a bad night after a run; 달리기 전에 요가
            swap := earlier;
            earlier := later;
            later := swap;
        END IF;
        CONTINUE WHEN earlier IS NULL OR later IS NULL;
        CONTINUE WHEN EXISTS (SELECT FROM unnest(ARRAY[earlier, later]) thing WHERE items[thing].code = 'a' AND NOT EXISTS (
            SELECT FROM unnest(parts, named) p (piece, kind, means, condition, evidence, degree, place)
            WHERE p.place = thing AND p.means NOT LIKE 'no %'));  -- named, and not denied
        one := question_happened(items[earlier]);
        other := question_happened(items[later]);
        IF one IS NOT NULL AND other IS NOT NULL AND one <> other THEN
            part.piece := substr(said, items[i].first, items[i].last - items[i].first + 1);
            part.kind := 'wish';
            part.means := format('%s before %s', replace(items[earlier].value, 'walked', 'walk'),
                replace(items[later].value, 'walked', 'walk'));
            part.condition := format(
                'EXISTS (SELECT FROM annotations a JOIN annotations b ON b.window_id = a.window_id '
                'WHERE a.window_id = w.window_id AND %s AND %s AND a.end_minute <= b.start_minute)',
                one, regexp_replace(other, '\ma\.', 'b.', 'g'));
            part.evidence := format('CASE WHEN %s THEN %L END', part.condition, part.means);
            ordered := ordered || part;
        ELSIF one IS NOT NULL AND items[earlier].code = 'a' THEN  -- of the night after it: it may have been the day before
            FOR n IN 1 .. cardinality(named) LOOP
                CONTINUE WHEN named[n] IS DISTINCT FROM earlier OR ordered[n].condition !~ '^EXISTS \(SELECT FROM annotations a WHERE';
                ordered[n].means := ordered[n].means || ' before the night';
                ordered[n].condition := format(
                    'EXISTS (SELECT FROM windows e WHERE e.study = w.study AND e.subject = w.subject '
                    'AND e.starts_at BETWEEN w.starts_at - interval ''1 day'' AND w.starts_at AND %s AND EXISTS ('
                    'SELECT FROM annotations s WHERE s.window_id = w.window_id AND %s '
                    'AND e.starts_at + make_interval(mins => a.end_minute) <= w.starts_at + make_interval(mins => s.start_minute))))',
                    regexp_replace(left(ordered[n].condition, -1), '\mw\.', 'e.', 'g'),
                    regexp_replace(question_measures() -> 'asleep' ->> 'rows', '\ma\.', 's.', 'g'));
                ordered[n].evidence := format(
                    'CASE WHEN %s THEN (SELECT told FROM windows e CROSS JOIN LATERAL (SELECT %s AS told) evidence '
                    'WHERE e.study = w.study AND e.subject = w.subject AND told IS NOT NULL '
                    'AND e.starts_at BETWEEN w.starts_at - interval ''1 day'' AND w.starts_at ORDER BY e.starts_at LIMIT 1) END',
                    ordered[n].condition, regexp_replace(ordered[n].evidence, '\mw\.', 'e.', 'g'));
            END LOOP;
        END IF;
    END LOOP;
    RETURN ordered;
END
$$;

COMMENT ON FUNCTION question_ordered(text, question_item[], query_part[], integer[]) IS
    'The parts of a question with the order that it tells: one wish more of two things of a day; of what came before a night, '
    'on the day on which that night began';
