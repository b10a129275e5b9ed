-- How much about so much is.

CREATE OR REPLACE FUNCTION question_limit(measure text, bound question_item) RETURNS question_limit
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    definition CONSTANT jsonb := question_measures() -> measure;
    value CONSTANT text := definition ->> 'value';
    unit CONSTANT text := definition ->> 'unit';
    suffix CONSTANT text := CASE unit WHEN 'times' THEN '' WHEN 'steps' THEN '' ELSE ' ' || unit END;
    -- Said without a comparison: a total was reached, a state lasted that long, a count is exact, an activity or a
    -- sleep took about so long.
    op text := CASE split_part(bound.value, ' ', 1)
        WHEN 'bare' THEN CASE WHEN unit = 'times' THEN '=' WHEN measure IN ('still', 'moving', 'not worn',
            'worn', 'rise unmoved') THEN '>='
                              WHEN unit = 'min' THEN '~' WHEN unit IN ('steps', 'km', 'kcal') THEN '>=' END
        WHEN '{' THEN '<=' WHEN '}' THEN '>=' ELSE split_part(bound.value, ' ', 1) END;
    low numeric := bound.low;
    high numeric := bound.high;
    written text;
    result question_limit;
BEGIN
    IF unit = 'part' THEN
        RETURN question_part_limit(value, definition ->> 'told', bound.value);
    ELSIF unit IN ('clock', 'evening', 'through') THEN
        RETURN question_clock_limit(unit, value, definition ->> 'told', bound);
    ELSIF op IS NULL OR low < 0 OR low > 10000000 THEN
        RETURN NULL;
    END IF;
    IF op = '~' THEN
        -- Of a short time five minutes: nobody who says twenty knows them to two.
        high := low + CASE WHEN unit = 'min' AND bound.low <= 30 THEN 5 ELSE low * 0.1 END;
        low := low - CASE WHEN unit = 'min' AND bound.low <= 30 THEN 5 ELSE low * 0.1 END;
        op := 'in';
    END IF;
    IF op = 'in' THEN
        IF unit IN ('min', 'steps', 'kcal', 'bpm', 'times') THEN
            low := round(low);
            high := round(high);
        END IF;
        result.means := format('%s to %s%s', trim_scale(round(low, 2)), trim_scale(round(high, 2)), suffix);
        result.condition := format('%s BETWEEN %s AND %s', value, trim_scale(low), trim_scale(high));
    ELSE
        result.means := format('%s %s%s', op, trim_scale(round(low, 2)), suffix);
        result.condition := format('%s %s %s', value, op, trim_scale(low));
        IF measure = 'still' AND op IN ('>', '>=') THEN  -- the whole stretch too: the index knows how long it is
            result.condition := format('a.end_minute - a.start_minute %s %s AND %s', op, trim_scale(low),
                result.condition);
        END IF;
    END IF;
    written := CASE unit WHEN 'min' THEN format('told_minutes(%s)', value)
        WHEN 'km' THEN format('round((%s)::numeric, 1) || %L', value, suffix)
        WHEN 'steps' THEN format('to_char(%s, ''FM999,999,990'') || '' steps''', value)
        ELSE format('round((%s)::numeric) || %L', value, suffix) END;
    result.told := format('format(%L, %s)', definition ->> 'told', written);
    RETURN result;
END
$$;
