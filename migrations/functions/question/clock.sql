-- Clock times: 22:30, 6 pm, half past nine, 7 in the evening, 오전 7시, 밤 11시 반, 새벽 1시 30분, and the 7 of "before 7".

CREATE OR REPLACE FUNCTION question_minute(minute numeric, part text) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    -- As wearscribe/model/clock_times.py: a time is not before this hour where it can be helped. 6 in the evening is
    -- 18:00, 12 at night is 0:00, 1 at night is 1:00.
    earliest CONSTANT integer := CASE part WHEN 'pm' THEN 12 WHEN 'afternoon' THEN 12 WHEN 'evening' THEN 15
        WHEN 'night' THEN 18 WHEN 'midday' THEN 10 ELSE 0 END;
    half CONSTANT numeric := minute % 720;
BEGIN
    IF minute >= 780 THEN
        RETURN minute % 1440;
    END IF;
    RETURN CASE WHEN half >= earliest * 60 THEN half WHEN half + 720 >= earliest * 60 THEN half + 720 ELSE half END;
END
$$;

COMMENT ON FUNCTION question_minute(numeric,
    text) IS 'The minute of the day of a time on a twelve-hour clock in a part of the day';

CREATE OR REPLACE FUNCTION question_clocks(items question_item[]) RETURNS question_item[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    count CONSTANT integer := cardinality(items);
    read question_item[] := '{}';
    item question_item;
    before question_item;
    part text;
    past integer := 0;  -- minutes that "half past" adds
    is_clock boolean;
    i integer := 1;
BEGIN
    WHILE i <= count LOOP
        item := items[i];
        before := read[cardinality(read)];
        i := i + 1;
        is_clock := item.code = 't';
        IF item.code = 'n' AND item.low <= 24 AND item.low = trunc(item.low) AND item.value <> 'many' THEN
            IF items[i].code = 'c' THEN
                is_clock := true;
                item.last := items[i].last;
                i := i + 1;
                item.low := item.low * 60;
                IF items[i].code = 'q' AND items[i].value = 'min' AND items[i].low < 60 THEN
                    item.low := item.low + items[i].low;
                    item.last := items[i].last;
                    i := i + 1;
                ELSIF items[i].code = 'H' THEN
                    item.low := item.low + 30;
                    item.last := items[i].last;
                    i := i + 1;
                END IF;
            ELSIF items[i].code = 'p' AND item.low BETWEEN 1 AND 12 THEN
                is_clock := true;
                item.low := item.low * 60;
            ELSIF before.code = 'o' THEN
                is_clock := true;
                item.low := item.low * 60;
            ELSIF before.code IN ('B', 'F', 'P', 'Y', '@', 'U')
                  AND (items[i].code IS NULL OR items[i].code IN ('&', 'i', '.', '|', 'w', ',') OR items[i].value = 'or') THEN
                is_clock := true;
                item.low := item.low * 60;
            END IF;
            IF is_clock THEN
                item.value := CASE WHEN item.low BETWEEN 60 AND 779 THEN 'open' ELSE '' END;
            END IF;
        END IF;
        IF is_clock THEN
            item.code := 't';
            part := NULL;
            IF before.code = 'o' THEN
                item.low := item.low + before.value::numeric;
                item.first := before.first;
                read := read[1:cardinality(read) - 1];
                before := read[cardinality(read)];
            END IF;
            IF items[i].code = 'p' AND item.low < 780 THEN
                part := items[i].value;
                item.last := items[i].last;
                i := i + 1;
            ELSIF before.code = 'p' AND before.last >= item.first - 2 AND item.low < 780 THEN
                part := before.value;
                item.first := before.first;
                read := read[1:cardinality(read) - 1];
            END IF;
            IF part IS NOT NULL THEN
                item.low := question_minute(item.low, part);
                item.value := '';
            ELSE
                item.low := (item.low + 1440) % 1440;
            END IF;
        END IF;
        read := read || item;
    END LOOP;
    RETURN read;
END
$$;

COMMENT ON FUNCTION question_clocks(question_item[]) IS
    'The items with clock times (t) made of their words: low is the minute of the day, value is open where the half of '
    'the day was not told, colon where it was written as 7:30';
