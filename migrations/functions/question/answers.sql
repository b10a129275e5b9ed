-- Bounds on one subject as one SQL condition over w, a row of windows, and as SQL that tells how it is met.

CREATE OR REPLACE FUNCTION question_weekdays(days text, negated boolean) RETURNS query_part
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    names CONSTANT text[] := '{Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday}';
    wanted CONSTANT integer[] := ARRAY(
        SELECT day FROM generate_series(1, 7) day WHERE strpos(days, day::text) > 0 IS DISTINCT
            FROM negated ORDER BY day);
    answer query_part;
BEGIN
    answer.means := 'on ' || CASE wanted WHEN '{1,2,3,4,5}' THEN 'Monday to Friday'
        ELSE (SELECT string_agg(names[day], ' or ' ORDER BY day) FROM unnest(wanted) day) END;
    answer.condition := format('extract(isodow FROM w.starts_at)::integer = ANY (%L)', wanted);
    answer.evidence := format('CASE WHEN %s THEN to_char(w.starts_at, ''FMDay'') END', answer.condition);
    RETURN answer;
END
$$;

COMMENT ON FUNCTION question_weekdays(text,
    boolean) IS 'Days of the week (67 is the weekend), or with negated all others';

CREATE OR REPLACE FUNCTION question_answer(claims question_claim[]) RETURNS query_part
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    first CONSTANT question_claim := claims[1];
    answer query_part;
    claim question_claim;
    definition jsonb;
    bounded question_limit;
    rows text := CASE WHEN first.activity IS NOT NULL THEN 'a.kind = ''activity'''
        || (question_activities() ->> split_part(first.activity, ' but ', 1))
        || coalesce(' AND NOT (true' || (question_activities() ->> nullif(split_part(first.activity, ' but ', 2), '')) || ')', '')
        ELSE question_measures() -> CASE WHEN first.subject LIKE 'nap%' THEN 'nap'
            WHEN first.subject LIKE 'unmoved%' THEN 'rise unmoved'
            ELSE substring(first.subject FROM '^(still|not worn|moving) ') END ->> 'rows' END;
    kind CONSTANT text := substring(first.subject FROM '^(still|not worn|moving) ');
    source text := 'annotations a';
    means text[] := '{}';
    conditions text := '';
    told text := '';
    counted text;
BEGIN
    IF first.measure = 'weekday' THEN
        RETURN question_weekdays(first.activity, first.negated);
    END IF;
    FOREACH claim IN ARRAY claims LOOP
        CONTINUE WHEN claim.measure IS NULL;
        IF claim.measure = 'count' THEN
            counted := replace(replace(split_part((claim.bound).value, ' ', 1), '}', '>='), '{', '<=');
            counted := CASE counted WHEN 'in'
                THEN format('BETWEEN %s AND %s', trim_scale((claim.bound).low), trim_scale((claim.bound).high))
                ELSE CASE WHEN counted IN ('bare', '~') THEN '>=' ELSE counted END || ' ' || trim_scale((claim.bound).low) END;
            means := means || (replace(replace(counted, 'BETWEEN ', ''), 'AND', 'to') || ' times');
            CONTINUE;
        END IF;
        definition := question_measures() -> claim.measure;
        bounded := question_limit(claim.measure, claim.bound);
        IF bounded.condition IS NULL THEN
            RETURN NULL;
        END IF;
        -- All that is said of a night is said of the one that ended in the window, a bedtime too; alone it is of the
        -- day on which it was.
        rows := CASE WHEN rows IS NULL OR claim.measure <> 'bedtime' AND definition ->> 'subject' IN ('sleep', 'wake')
            THEN definition ->> 'rows' ELSE rows END;
        means := means || format(definition ->> 'means', bounded.means);
        conditions := conditions || ' AND ' || bounded.condition;
        told := told || CASE WHEN claim.measure IN ('duration', 'at', 'in') THEN '' ELSE ', ' || bounded.told END;
    END LOOP;
    answer.means := array_to_string(means, ' and ');
    IF first.activity IS NOT NULL THEN
        answer.means := first.activity || CASE WHEN answer.means = '' THEN '' ELSE ' ' || answer.means END;
        told := ', concat_ws('' '', replace(a.name, ''_'', '' ''), told_minutes(a.end_minute - a.start_minute), ''at'', told_clock(w.starts_at, a.start_minute))' || told;
    ELSIF kind IS NOT NULL AND NOT EXISTS (SELECT FROM unnest(claims) c WHERE c.measure = kind) THEN
        answer.means := concat_ws(' ', kind, regexp_replace(answer.means, '^' || kind || ' ', ''));
        told := format(', %L || told_minutes(a.end_minute - a.start_minute)', kind || ' for ') || told;
    ELSIF first.subject LIKE 'nap%' AND coalesce(first.measure, 'in') IN ('in', 'count') THEN
        answer.means := concat_ws(' ', 'nap', nullif(answer.means, ''));
        told := ', ''nap of '' || told_minutes(a.end_minute - a.start_minute)';
    ELSIF first.subject LIKE 'unmoved%' THEN
        source := 'annotations r JOIN annotations a ON a.window_id = r.window_id AND a.number = r.refs[1]';
        IF coalesce(first.measure, 'in') = 'in' THEN
            answer.means := concat_ws(' ', 'heart rate rise without steps', nullif(answer.means, ''));
            told := ', ''heart rate '' || round((r."values" ->> ''rise'')::numeric) || '' bpm higher without steps''';
        END IF;
    END IF;
    IF rows = '' THEN  -- about the window itself
        answer.condition := substr(conditions, 6);
        answer.evidence := format('CASE WHEN %s THEN concat_ws('', ''%s) END', answer.condition, told);
        RETURN answer;
    END IF;
    source := format('FROM %s WHERE %s.window_id = w.window_id AND %s%s', source,
                     CASE WHEN first.subject LIKE 'unmoved%' THEN 'r' ELSE 'a' END, rows, conditions);
    answer.evidence := format('(SELECT concat_ws('', ''%s) %s ORDER BY a.number LIMIT 1)', told, source);
    answer.condition := format('EXISTS (SELECT %s)', source);
    IF counted IS NOT NULL THEN
        answer.condition := format('(SELECT count(*) %s) %s', source, counted);
        answer.evidence := format('CASE WHEN %s THEN (SELECT string_agg(concat_ws('', ''%s), ''; '' ORDER BY a.number) %s) END',
                                  answer.condition, told, source);
    ELSIF first.negated THEN
        answer.means := 'no ' || answer.means;
        answer.condition := 'NOT ' || answer.condition;
        answer.evidence := format('CASE WHEN %s THEN %L END', answer.condition, answer.means);
    END IF;
    RETURN answer;
END
$$;

COMMENT ON FUNCTION question_answer(question_claim[]) IS
    'Claims of one subject as a part of a question, its piece and kind left open; null where a bound is in doubt';
