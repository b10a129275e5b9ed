-- A bound on a measure, in canonical words and as SQL over an annotation a of a window w.

CREATE OR REPLACE FUNCTION question_part_limit(minute text, told text, part text) RETURNS question_limit
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    -- As wearscribe/training/facts.py. Parts overlap, as they do in speech.
    start CONSTANT integer := CASE part WHEN 'early' THEN 270 WHEN 'morning' THEN 300 WHEN 'midday' THEN 660
        WHEN 'afternoon' THEN 720
        WHEN 'evening' THEN 1020 WHEN 'night' THEN 1230 WHEN 'am' THEN 240 ELSE 720 END;
    length CONSTANT integer := CASE part WHEN 'early' THEN 270 WHEN 'morning' THEN 420 WHEN 'midday' THEN 180
        WHEN 'afternoon' THEN 360
        WHEN 'evening' THEN 300 WHEN 'night' THEN 510 WHEN 'am' THEN 480 ELSE 390 END;  -- 오후, without a clock time, ends with the evening
    result question_limit;
BEGIN
    result.means := CASE part WHEN 'early' THEN 'in the early morning' WHEN 'midday' THEN 'at midday'
        WHEN 'night' THEN 'at night'
        WHEN 'am' THEN 'before noon' WHEN 'pm' THEN 'after noon' ELSE 'in the ' || part END;
    result.condition := format('(w.starts_at + make_interval(mins => %s - %s))::time < %L',
                               minute, start, told_clock('2000-01-01', length));
    result.told := format('format(%L, told_clock(w.starts_at, %s))', told, minute);
    RETURN result;
END
$$;

COMMENT ON FUNCTION question_part_limit(text, text,
    text) IS 'As question_limit, of a part of the day: the middle of the span lies in it';

CREATE OR REPLACE FUNCTION question_clock_limit(unit text, minute text, told text, bound question_item) RETURNS question_limit
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    op CONSTANT text := split_part(bound.value, ' ', 1);
    -- Where the day of this clock begins: bedtimes go on after midnight.
    dawn CONSTANT integer := CASE unit WHEN 'evening' THEN 900 ELSE 0 END;
    low CONSTANT integer := bound.low::integer;
    high CONSTANT integer := bound.high::integer;
    start integer;
    length integer;
    last text := '<=';  -- whether the end belongs to it
    result question_limit;
BEGIN
    IF op = 'hours' THEN
        RETURN question_clock_limit(unit, minute, told,
            ROW('C', 'in told', 60 * bound.low, 60 * bound.high, bound.first, bound.last)::question_item);
    ELSIF unit = 'through' THEN
        IF op <> 'in' OR high <= low THEN
            RETURN NULL;
        END IF;
        result.condition := format(
            'a.start_minute <= %1$s AND a.end_minute >= %1$s + %2$s',
            format('(%s - extract(hour FROM w.starts_at)::integer * 60 - extract(minute FROM w.starts_at)::integer) %% 1440', low + 1440),
            high - low);
        result.means := format('%s to %s', told_clock('2000-01-01', low), told_clock('2000-01-01', high));
        result.told := format('format(%L, a."values" ->> ''steps'') || '' from '' || told_clock(w.starts_at, a.start_minute) || '' to '' || told_clock(w.starts_at, a.end_minute)', told);
        RETURN result;
    END IF;
    CASE
        WHEN op IN ('after', 'past') THEN
            start := low;
            length := (dawn + 1440 - low) % 1440;
            last := '<';
            result.means := 'after ' || told_clock('2000-01-01', low);
        WHEN op IN ('before', 'by') THEN
            start := dawn;
            length := (low + 1440 - dawn) % 1440;
            last := CASE op WHEN 'by' THEN '<=' ELSE '<' END;
            result.means := op || ' ' || told_clock('2000-01-01', low);
        WHEN op IN ('around', 'bare') THEN
            start := (low + 1410) % 1440;
            length := 60;
            result.means := format('%s to %s', told_clock('2000-01-01', start), told_clock('2000-01-01', low + 30));
        WHEN op = 'in' THEN
            start := low;
            length := (high + 1440 - low) % 1440;
            result.means := format('%s to %s', told_clock('2000-01-01', low), told_clock('2000-01-01', high));
        ELSE
            RETURN NULL;
    END CASE;
    IF length = 0 THEN
        RETURN NULL;  -- before the first or after the last minute of the day: not meant
    END IF;
    result.condition := format('(w.starts_at + make_interval(mins => %s - %s))::time %s %L',
                               minute, start, last, told_clock('2000-01-01', length));
    result.told := format('format(%L, told_clock(w.starts_at, %s))', told, minute);
    RETURN result;
END
$$;

COMMENT ON FUNCTION question_clock_limit(text, text, text, question_item) IS 'As question_limit, of a clock time';

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

COMMENT ON FUNCTION question_limit(text, question_item) IS
    'A bound (N or C of question_bounds) on a measure of question_measures; its condition is null where it is in doubt';
