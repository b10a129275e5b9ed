-- Bounds on one subject as one SQL condition over w, a row of windows, and as SQL that tells how it is met.

CREATE TYPE question_claim AS (
    subject text,
    measure text,
    bound question_item,
    activity text,
    negated boolean,
    members integer[]
);

COMMENT ON TYPE question_claim IS 'A bound that belongs to a subject';
COMMENT ON COLUMN question_claim.subject IS 'Claims of the same subject are met by the same annotation';
COMMENT ON COLUMN question_claim.measure IS 'A name of question_measures, count, weekday, or null where a thing is merely named';
COMMENT ON COLUMN question_claim.bound IS 'The bound';
COMMENT ON COLUMN question_claim.activity IS 'A name of question_activities';
COMMENT ON COLUMN question_claim.negated IS 'Whether there must be none such';
COMMENT ON COLUMN question_claim.members IS 'The items of the question that say so';

CREATE FUNCTION question_answer(claims question_claim[]) RETURNS query_part
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
        || (question_activities() ->> first.activity) END;
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
            counted := CASE WHEN counted IN ('bare', '~') THEN '>=' ELSE counted END || ' '
                || trim_scale((claim.bound).low);
            means := means || (counted || ' times');
            CONTINUE;
        END IF;
        definition := question_measures() -> claim.measure;
        bounded := question_limit(claim.measure, claim.bound);
        IF bounded.condition IS NULL THEN
            RETURN NULL;
        END IF;
        rows := CASE WHEN rows IS NULL OR definition ->> 'subject' = 'wake' THEN definition ->> 'rows' ELSE rows END;
        means := means || format(definition ->> 'means', bounded.means);
        conditions := conditions || ' AND ' || bounded.condition;
        told := told || CASE WHEN claim.measure IN ('duration', 'at', 'in') THEN '' ELSE ', ' || bounded.told END;
    END LOOP;
    answer.means := array_to_string(means, ' and ');
    IF first.activity IS NOT NULL THEN
        answer.means := first.activity || CASE WHEN answer.means = '' THEN '' ELSE ' ' || answer.means END;
        told := ', concat_ws('' '', replace(a.name, ''_'', '' ''), told_minutes(a.end_minute - a.start_minute), ''at'', told_clock(w.starts_at, a.start_minute))' || told;
    ELSIF first.subject = 'nap' AND first.measure IS NULL THEN
        answer.means := 'nap';
        rows := question_measures() -> 'nap' ->> 'rows';
        told := ', ''nap of '' || told_minutes(a.end_minute - a.start_minute)';
    ELSIF first.subject = 'unmoved' THEN
        source := 'annotations r JOIN annotations a ON a.window_id = r.window_id AND a.number = r.refs[1]';
        IF first.measure IS NULL THEN
            answer.means := 'heart rate rise without steps';
            rows := question_measures() -> 'rise unmoved' ->> 'rows';
            told := ', ''heart rate '' || round((r."values" ->> ''rise'')::numeric) || '' bpm higher without steps''';
        END IF;
    END IF;
    IF rows = '' THEN  -- about the window itself
        answer.condition := substr(conditions, 6);
        answer.evidence := format('CASE WHEN %s THEN concat_ws('', ''%s) END', answer.condition, told);
        RETURN answer;
    END IF;
    source := format('FROM %s WHERE %s.window_id = w.window_id AND %s%s', source,
                     CASE first.subject WHEN 'unmoved' THEN 'r' ELSE 'a' END, rows, conditions);
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

CREATE FUNCTION question_weekdays(days text, negated boolean) RETURNS query_part
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
