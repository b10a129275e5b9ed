-- Bounds that a "not" turns round, and tens: the low fifties, 50대 초반.

CREATE OR REPLACE FUNCTION question_flipped(bound question_item) RETURNS question_item
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    flipped question_item := bound;
    op CONSTANT text := split_part(bound.value, ' ', 1);
    other CONSTANT text := CASE op WHEN '<' THEN '}' WHEN '}' THEN '<' WHEN '>' THEN '{' WHEN '{' THEN '>'
        WHEN 'before' THEN 'after' WHEN 'by' THEN 'after' WHEN 'until' THEN 'after' WHEN 'after' THEN 'before'
        WHEN 'bare' THEN CASE bound.code WHEN 'N' THEN '<' END END;
BEGIN
    flipped.value := other || substr(bound.value, length(op) + 1);
    flipped.code := CASE WHEN other IS NULL THEN 'x' ELSE bound.code END;
    RETURN flipped;
END
$$;

COMMENT ON FUNCTION question_flipped(question_item) IS
    'The opposite bound: not in bed before one is in bed after one; code x where there is none';

CREATE OR REPLACE FUNCTION question_decades(items question_item[]) RETURNS question_item[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    read question_item[] := '{}';
    item question_item;
    third text;
    i integer := 1;
BEGIN
    WHILE i <= cardinality(items) LOOP
        item := items[i];
        IF item.code = 'n' AND item.low % 10 = 0 AND items[i + 1].value = 'decade' AND items[i + 1].first = item.last + 1 THEN
            i := i + 1;
            item.code := 'N';
        ELSIF item.code = 'x' AND item.value LIKE 'decade _%' THEN
            item.low := substr(item.value, 8)::numeric;
            item.code := 'N';
        END IF;
        IF item.code = 'r' AND items[i + 1].code IN ('u', 'q', 'n') THEN  -- 서너 번, 칠팔천 보
            i := i + 1;
            item.code := 'N';
            item.low := split_part(item.value, ' ', 1)::numeric
                * CASE items[i].code WHEN 'u' THEN split_part(items[i].value, ' ', 2)::numeric ELSE items[i].low END;
            item.high := item.low / split_part(item.value, ' ', 1)::numeric * split_part(item.value, ' ', 2)::numeric;
            item.value := 'in ' || CASE items[i].code WHEN 'n' THEN '' ELSE split_part(items[i].value, ' ', 1) END;
            item.last := items[i].last;
        ELSIF item.code = 'r' THEN
            item.code := 'x';
        ELSIF item.code = 'x' AND item.value LIKE 'range %' THEN  -- once or twice
            item.code := 'N';
            item.low := split_part(item.value, ' ', 2)::numeric;
            item.high := split_part(item.value, ' ', 3)::numeric;
            item.value := 'in times';
        ELSIF item.code = 'N' THEN
            item.value := 'in ';
            item.last := items[i].last;
            third := coalesce(substring(items[i + 1].value FROM '^third (.*)'), read[cardinality(read)].value);
            IF items[i + 1].value LIKE 'third %' THEN
                i := i + 1;
                item.last := items[i].last;
            ELSIF third IN ('low', 'mid', 'high') THEN
                item.first := read[cardinality(read)].first;
                read := trim_array(read, 1);
            END IF;
            item.high := item.low + CASE third WHEN 'low' THEN 4 WHEN 'mid' THEN 6 ELSE 9 END;
            item.low := item.low + CASE third WHEN 'mid' THEN 3 WHEN 'high' THEN 6 ELSE 0 END;
        END IF;
        read := read || item;
        i := i + 1;
    END LOOP;
    RETURN read;
END
$$;

COMMENT ON FUNCTION question_decades(question_item[]) IS 'The items with tens (the low fifties, 50대 초반) as bounds';
