-- Comparisons with their numbers (N) and clock times (C): less than 5 hours, 8천 보 이상, between 7 and 8, after 22:30.

CREATE OR REPLACE FUNCTION question_range(lower_end question_item, upper_end question_item, before text) RETURNS question_item
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    bound question_item := lower_end;
    clock boolean := 't' IN (lower_end.code, upper_end.code);
BEGIN
    bound.last := upper_end.last;
    bound.high := upper_end.low;
    IF lower_end.code = 'n' AND upper_end.code = 'n' AND before = 'W' AND upper_end.low <= 24
       AND upper_end.low = trunc(upper_end.low) AND lower_end.low = trunc(lower_end.low) AND lower_end.low >= 6 THEN
        clock := true;  -- or counts: whoever binds it decides
        bound.code := 'C';
        bound.value := 'hours told';
        RETURN bound;
    END IF;
    IF clock THEN
        IF lower_end.code = 'n' AND lower_end.low <= 24 THEN  -- 6 to 7 pm
            bound.low := lower_end.low * 60;
            bound.low := CASE WHEN upper_end.low >= 720 AND bound.low < 720 AND bound.low + 720 < upper_end.low
                              OR upper_end.low = 0 AND bound.low < 720  -- 11 to midnight
                              THEN bound.low + 720 ELSE bound.low END;
        ELSIF upper_end.code = 'n' AND upper_end.low <= 24 THEN
            bound.high := upper_end.low * 60;
            IF (bound.high + 720) % 1440 > bound.low AND bound.high < bound.low THEN
                bound.high := (bound.high + 720) % 1440;
            END IF;
        ELSIF lower_end.code = 't' AND upper_end.code = 't' AND lower_end.value = 'open' AND upper_end.value = '' THEN
            IF bound.low + 720 < upper_end.low AND bound.low <= 720 THEN
                bound.low := bound.low + 720;  -- 6시 of 6시에서 오후 8시
            END IF;
        ELSIF lower_end.code = 't' AND upper_end.code = 't' AND upper_end.value = 'open' AND bound.high < bound.low
              AND bound.high + 720 > bound.low AND bound.high + 720 < 1440 THEN
            bound.high := bound.high + 720;  -- 저녁 6시에서 8시
        END IF;
        bound.code := CASE WHEN 'q' IN (lower_end.code, upper_end.code) OR bound.low = bound.high THEN 'x'
            ELSE 'C' END;
        bound.value := 'in ' || CASE WHEN lower_end.value = 'open' AND upper_end.value = 'open' AND bound.low < 360
                                     THEN 'open' ELSE 'told' END;
        RETURN bound;
    END IF;
    IF lower_end.code = 'n' AND upper_end.code = 'n' AND bound.low < 100 AND bound.high >= 1000 THEN
        bound.low := bound.low * 1000;
    ELSIF lower_end.code = 'n' AND upper_end.code = 'q' THEN
        bound.low := bound.low * upper_end.high;  -- 5 to 6 hours
        IF bound.low < 100 AND bound.high >= 1000 THEN
            bound.low := bound.low * 1000;  -- 8 to 10 thousand
        END IF;
    END IF;
    bound.code := CASE WHEN bound.low < bound.high AND (lower_end.code, lower_end.value) = (upper_end.code,
        upper_end.value)
                            OR bound.low < bound.high AND lower_end.code = 'n' AND upper_end.code IN ('n', 'q')
                       THEN 'N' ELSE 'x' END;
    bound.value := 'in ' || CASE upper_end.code WHEN 'q' THEN upper_end.value ELSE '' END;
    RETURN bound;
END
$$;

COMMENT ON FUNCTION question_range(question_item, question_item,
    text) IS 'From the one to the other, both included; x where they do not go together';

CREATE OR REPLACE FUNCTION question_bound(number question_item, before text, behind text) RETURNS question_item
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    bound question_item := number;
    unit CONSTANT text := CASE number.code WHEN 'q' THEN ' ' || number.value ELSE ' ' END;
    other CONSTANT text := translate(behind, 'lLgGA^', '<{>}~<');
    op text;
BEGIN
    bound.high := NULL;
    IF number.code = 't' THEN
        op := CASE
            WHEN before IN ('B', '<') AND behind IS NULL OR before IS NULL AND behind IN ('b', 'l', '^') THEN 'before'
            WHEN before IS NULL AND behind = 'G' THEN 'after'
            WHEN before IN ('F', 'W') AND behind IS NULL OR before IS NULL AND behind IN ('f', 'g', 'S') THEN 'after'
            WHEN before = '>' AND behind IS NULL THEN 'after'
            WHEN before = 'P' AND behind IS NULL THEN 'past'
            WHEN before = 'U' AND behind = 'G' THEN 'past'  -- until ten or later
            WHEN before = 'U' AND behind IS NULL OR before IS NULL AND behind = 'Y' THEN 'until'
            WHEN before = 'Y' AND behind IS NULL OR before IS NULL AND behind = 'L' THEN 'by'
            WHEN before IN ('~', '@') AND behind IS NULL OR before IS NULL AND behind = 'A'
                 OR before = '~' AND behind = 'A' THEN 'around'
            WHEN before IS NULL AND behind IS NULL THEN 'bare' END;
        bound.code := CASE WHEN op IS NULL THEN 'x' ELSE 'C' END;
        bound.value := op || ' ' || coalesce(nullif(number.value, ''), 'told');
        RETURN bound;
    END IF;
    op := CASE
        WHEN before IN ('B', 'F', 'P', 'Y', 'W', 'U') OR behind IN ('b', 'f', 'Y', 'S') THEN NULL
        WHEN before = '@' THEN CASE WHEN behind IS NULL THEN 'bare' ELSE other END
        WHEN before IS NULL AND behind IS NULL THEN 'bare'
        WHEN before IS NULL OR before = '~' THEN coalesce(other, before)
        WHEN behind IS NULL OR behind = 'A' THEN before
        WHEN before = '}' AND behind = 'G' OR before = '{' AND behind = 'L' THEN before
        WHEN before = '>' AND behind = 'G' OR before = '}' AND behind = 'g' THEN '>' END;
    bound.code := CASE WHEN op IS NULL THEN 'x' ELSE 'N' END;
    bound.value := op || unit;
    RETURN bound;
END
$$;

COMMENT ON FUNCTION question_bound(question_item, text, text) IS
    'A number or clock time with the comparison before and behind it; x where the two contradict each other';

CREATE OR REPLACE FUNCTION question_bounds(items question_item[]) RETURNS question_item[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    count CONSTANT integer := cardinality(items);
    read question_item[] := '{}';
    item question_item;
    bound question_item;
    upper question_item;
    op text;
    behind text;
    i integer := 1;
    j integer;
    k integer;
BEGIN
    WHILE i <= count LOOP
        item := items[i];
        op := NULL;
        j := i;
        -- The comparison before the number.
        IF item.code IN ('<', '{', '>', '}', '=', '~', 'W', 'B', 'F', 'P', 'Y', '@', 'U') THEN
            op := item.code;
            j := i + 1;
            IF op IN ('{', '}') AND items[j].code IN ('>', '<') THEN
                op := NULL;  -- at least over: no comparison
            END IF;
        ELSIF item.code = '!' AND items[i + 1 + (items[i + 1].code = '.')::integer].code IN ('<', '>', '{', '}') THEN
            j := i + 2 + (items[i + 1].code = '.')::integer;  -- never went over
            op := translate(items[j - 1].code, '<>{}', '}{><');
            -- never above: always below
            read := read || ROW('V', '', NULL, NULL, item.first, item.last)::question_item; 
        ELSIF item.code = 's' AND item.value IN ('min', 'max') AND items[i + 1].code = 'q' THEN
            op := CASE item.value WHEN 'min' THEN '}' ELSE '{' END;
            j := i + 1;
        END IF;
        WHILE op IS NOT NULL AND items[j].code IN ('.', 'O') AND j - i < 3 LOOP
            j := j + 1;
        END LOOP;
        IF op IN ('B', 'F', 'P', 'Y', 'U') AND items[j].code IN ('~', 'F') THEN
            j := j + 1;
        END IF;
        bound := items[j];
        IF op IS NULL AND items[i - 1].value = 'only' AND (bound.code = 'n' OR bound.value = 'times') THEN
            op := '=';  -- just one workout
        END IF;
        IF bound.code IN ('n', 'q', 't') THEN
            k := j + 1;
            upper := NULL;
            -- A second number: between 7 and 8 hours, 5 to 6 hours, 10시부터 12시까지.
            IF items[k].code IN ('-', 'S') OR op = 'W' AND items[k].code = '&' THEN
                upper := items[k + 1];
                IF upper.code = '~' THEN
                    upper := NULL;
                END IF;
            ELSIF items[k].code = 'p' AND op = 'W' AND items[k + 1].code = '&' THEN
                upper := NULL;
            END IF;
            IF upper.code IN ('n', 'q', 't') AND (op IS NULL OR op IN ('W', '~')) THEN
                k := k + 2;
                bound := question_range(bound, upper, op);
                IF items[k].code = 'Y' THEN
                    bound.last := items[k].last;
                    k := k + 1;
                END IF;
                IF items[k].code = '.' AND items[k + 1].code = 'W' THEN
                    k := k + 1;
                END IF;
                IF items[k].code = 'W' THEN
                    bound.last := items[k].last;
                    k := k + 1;
                END IF;
                IF items[k].code = 'S' THEN k := k + 1; END IF;
            ELSIF upper.code IS NOT NULL AND items[k].code <> 'S' OR op = 'W' AND bound.code <> 't' THEN
                bound.code := 'x';
            ELSE
                behind := NULL;
                IF items[k].code = 'S' AND bound.code <> 't' THEN
                    k := k + 1;
                END IF;
                IF items[k].code = '.' AND items[k].value = 'as for' AND op IS NULL AND items[k + 1].code IN ('m', 'a')
                   OR op IS NULL AND items[i - 1].value = 'yet' OR op IS NULL AND items[i - 2].value = 'yet' THEN
                    op := '}';  -- 일곱 시간은 잔, still got seven hours: no less
                END IF;
                IF items[k].code = '.' AND items[k + 1].code IN ('l', 'L', 'g', 'G', '^', 'A') THEN
                    k := k + 1;
                END IF;
                IF items[k].code = 'O' AND items[k + 1].code IN ('m', 'a') AND items[k + 2].code IN ('G', 'L') THEN
                    items[k + 1].last := items[k + 2].last;  -- nine hours of sleep or more
                    items[k + 2].last := bound.last;
                    items[k:k + 2] := ARRAY[items[k + 2], items[k], items[k + 1]];
                END IF;
                IF items[k].code IN ('G', 'L') AND items[k].value = 'or' AND items[k + 1].code IN ('n', 'q', 't') THEN
                    bound.code := 'x';
                ELSIF items[k].code IN ('l', 'L', 'g', 'G', 'A', '^', 'b', 'f', 'Y', 'S') AND NOT (items[k].code = '^' AND bound.code = 't') THEN
                    behind := items[k].code;
                    bound.last := items[k].last;
                    k := k + 1;
                    IF behind = 'f' AND items[k].code = 'Y' THEN  -- 한 시 넘어서까지
                        behind := 'Y';
                        bound.last := items[k].last;
                        k := k + 1;
                    END IF;
                    IF behind IN ('g', 'l') AND items[k].code = '?' THEN  -- 넘지 않은
                        behind := CASE behind WHEN 'g' THEN 'L' ELSE 'G' END;
                        bound.last := items[k].last;
                        k := k + 1;
                    END IF;
                END IF;
                -- Three hours before the alarm, 30분 더, 운동 후 2시간: from something else, no amount.
                IF items[k].code = 'D' OR items[k].code IN ('B', 'F', 'P') AND items[k + 1].code NOT IN ('n', 't',
                    'o', '~') AND items[i - 1].value IS DISTINCT FROM 'sleep'  -- slept less than six hours after a run
                   OR bound.code = 'q' AND read[cardinality(read)].code IN ('b', 'f') THEN
                    bound.code := 'x';
                END IF;
                IF bound.code <> 'x' THEN
                    bound := question_bound(bound, op, behind);
                END IF;
            END IF;
            bound.first := item.first;
            read := read || bound;
            i := k;
        ELSE
            read := read || item;
            i := i + 1;
        END IF;
    END LOOP;
    RETURN read;
END
$$;

COMMENT ON FUNCTION question_bounds(question_item[]) IS
    'The items with comparisons made one: N a number and C a clock time, value is "operator unit", or x where it is in doubt';
