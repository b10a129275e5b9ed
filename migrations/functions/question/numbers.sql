-- Numbers and quantities: twelve thousand, 2만 5천 보, 1.5 hours, 6h30, two and a half hours, 한 시간 반.

CREATE OR REPLACE FUNCTION question_numbers(items question_item[]) RETURNS question_item[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    count CONSTANT integer := cardinality(items);
    read question_item[] := '{}';
    item question_item;
    next question_item;
    total numeric;  -- of whole myriads
    section numeric;  -- of whole thousands and hundreds
    current numeric;
    digits integer;
    i integer := 1;
BEGIN
    WHILE i <= count LOOP
        item := items[i];
        IF item.code IN ('n', 'k') THEN
            total := 0; section := 0; current := NULL; digits := 0;
            LOOP
                next := items[i];
                EXIT WHEN next.code IS NULL OR next.code NOT IN ('n', 'k');
                IF next.code = 'k' THEN
                    IF next.low = 10000 THEN
                        total := total + coalesce(nullif(section + coalesce(current, 0), 0), 1) * 10000;
                        section := 0;
                    ELSE
                        section := CASE WHEN next.low = 1000 AND section > 0 AND section < 1000 AND current IS NULL
                                        THEN section * 1000 ELSE section + coalesce(current, 1) * next.low END;
                    END IF;
                    current := NULL;
                ELSIF current IS NULL THEN
                    current := next.low;
                    digits := digits + 1;
                ELSIF current BETWEEN 20 AND 90 AND current % 10 = 0 AND next.low BETWEEN 1 AND 9
                      AND next.value <> 'digits' AND items[i - 1].value <> 'digits' THEN
                    current := current + next.low;
                ELSIF current = 10 AND next.low BETWEEN 1 AND 9 AND next.value = 'korean' THEN
                    current := current + next.low;  -- 열다섯
                ELSE  -- 두세 시간 is two or three: no number
                    digits := 100;
                END IF;
                item.last := next.last;
                IF next.code = 'k' THEN
                    item.value := 'many';
                END IF;
                i := i + 1;
            END LOOP;
            item.code := CASE WHEN digits >= 100 THEN 'x' ELSE 'n' END;
            item.low := total + section + coalesce(current, 0);
            IF items[i].code = 'H' AND items[i + 1].code = 'u' THEN
                item.low := item.low + 0.5;
                i := i + 1;
            END IF;
            -- A dash may join number and unit, and so may an "of" nothing.
            IF items[i].code = ',' AND items[i + 1].code = 'u'
                AND (items[i].last = item.last + 1 OR items[i + 1].value = 'times 1') THEN  -- three separate times
                i := i + 1;
            END IF;
            IF items[i].code = 'G' AND items[i + 1].code = 'u' THEN  -- 9+ hours
                items[i:i + 1] := ARRAY[items[i + 1], items[i]];
            END IF;
            IF items[i].code = 'u' AND item.code = 'n' AND items[i].value <> 'tight 1' THEN
                item.high := split_part(items[i].value, ' ', 2)::numeric;
                item.low := item.low * item.high;
                item.code := 'q';
                item.last := items[i].last;
                item.value := split_part(items[i].value, ' ', 1);
                i := i + 1;
            ELSIF item.code = 'n' AND (item.value = 'korean' AND items[i].code IS DISTINCT FROM 'c'
                  OR item.value = 'word' AND item.low = 1 AND coalesce(items[i].code, '') NOT IN ('m', 'a', 'c',
                      'p', '-')) THEN
                item.code := '.';  -- 한 of 운동을 한 날 is no number, nor is 이 of 이 날
            END IF;
        ELSE
            i := i + 1;
        END IF;
        IF item.code = 'H' AND read[cardinality(read)].high = 60 THEN
            read[cardinality(read)].low := read[cardinality(read)].low + 30;
            read[cardinality(read)].last := item.last;
        ELSE
            read := read || item;
        END IF;
    END LOOP;
    RETURN question_minutes(read);
END
$$;

COMMENT ON FUNCTION question_numbers(question_item[]) IS
    'The items with numbers (n) and quantities (q: value is the unit, high how many of it the written one is) made of their words';

CREATE OR REPLACE FUNCTION question_minutes(items question_item[]) RETURNS question_item[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    count CONSTANT integer := cardinality(items);
    read question_item[] := '{}';
    item question_item;
    ahead integer;
    i integer := 1;
BEGIN
    WHILE i <= count LOOP
        item := items[i];
        i := i + 1;
        IF item.code = 'q' AND item.high = 60 THEN
            ahead := CASE WHEN items[i].code = '&' AND items[i + 1].code = 'q' AND items[i + 1].high = 1
                THEN i + 1 ELSE i END;
            IF items[ahead].code = 'q' AND items[ahead].value = 'min' AND items[ahead].high = 1
                AND items[ahead].low < 60
               OR items[ahead].code = 'n' AND items[ahead].first = item.last + 1 AND items[ahead].low < 60 THEN
                item.low := item.low + items[ahead].low;
                item.last := items[ahead].last;
                i := ahead + 1;
                IF items[i].code = 'u' AND items[i].value = 'tight 1' THEN
                    item.last := items[i].last;
                    i := i + 1;
                END IF;
            ELSIF items[ahead].code = 'n' AND items[ahead + 1].code = 'u' AND items[ahead + 1].value = 'tight 1' THEN
                item.low := item.low + items[ahead].low;
                item.last := items[ahead + 1].last;
                i := ahead + 2;
            END IF;
        END IF;
        -- Units that follow no number: steps and calories can be asked for, the others say nothing.
        IF item.code = 'u' AND read[cardinality(read)].code IS DISTINCT FROM 'r' THEN
            item.code := CASE WHEN item.value IN ('steps 1', 'kcal 1') THEN 'm' ELSE 'x' END;
            item.value := CASE item.value WHEN 'steps 1' THEN 'steps' WHEN 'kcal 1' THEN 'calories' ELSE '' END;
        END IF;
        read := read || item;
    END LOOP;
    RETURN read;
END
$$;

COMMENT ON FUNCTION question_minutes(question_item[]) IS 'Hours with the minutes behind them made one: 1 h 20 min, 6h30, 한 시간 20분';
