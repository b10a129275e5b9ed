-- 일곱 시간은: what stands out is no less. 이만 is a number. 뛰고 is an "and".

CREATE OR REPLACE FUNCTION question_korean(
    words jsonb, tokens text[], i integer, at integer, before question_item[],
    OUT items question_item[], OUT tokens_read integer
)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    -- A word and the two behind it: a phrase is found however the writer spaces it.
    ends integer[] := ARRAY[length(tokens[i])];
    ahead text := tokens[i];
    starts integer[] := ARRAY[at];  -- of each word, in the question
    done integer := 0;  -- letters of `ahead` that were read
    word integer := 1;
    entry text;
    tail text;
    size integer;
    inside integer;
    item question_item;
    particle text;
BEGIN
    items := before;
    FOR j IN 1 .. 2 LOOP
        EXIT WHEN tokens[i + 2 * j - 1] IS DISTINCT FROM ' '
            OR coalesce(ascii(tokens[i + 2 * j]), 0) NOT BETWEEN 44032 AND 55203;
        starts := starts || starts[j] + length(tokens[i + 2 * j - 2]) + 1;
        ahead := ahead || tokens[i + 2 * j];
        ends := ends || length(ahead);
    END LOOP;
    <<pieces>>
    WHILE done < ends[word] LOOP
        particle := words ->> ('+' || substr(ahead, done + 1, ends[word] - done));
        FOR n IN REVERSE least(length(ahead) - done, 9) .. 1 LOOP
            entry := words ->> substr(ahead, done + 1, n);
            CONTINUE WHEN entry IS NULL;
            item.code := left(entry, 1);
            -- Units stand behind numbers alone; 시 and 회 are also how other words begin.
            CONTINUE WHEN item.code IN ('u', 'c') AND (n = 1 OR entry NOT IN ('u steps 1', 'u kcal 1'))
                AND coalesce(items[cardinality(items)].code, '') NOT IN ('n', 'k', 'H');
            -- 이상 한 is not 이상한
            CONTINUE WHEN item.code = 'x' AND done + n > ends[word] AND length(entry) < 3;
            inside := word;
            WHILE done + n > ends[inside] LOOP
                inside := inside + 1;
            END LOOP;
            tail := substr(ahead, done + n + 1, ends[inside] - done - n);
            IF tail = '' OR substr(entry, 2, 1) = '~' OR words ? ('+' || tail)
               OR item.code IN ('n', 'k', 'u', 'c', 'p', 'H', 'l', 'L', 'g', 'G', 'A', 'b', 'f') THEN
                item.value := substr(entry, 3);
                item.low := NULL;
                item.high := NULL;
                IF item.code IN ('n', 'k') THEN
                    item.low := item.value::numeric;
                    item.value := 'korean';
                ELSIF item.code = 'q' THEN
                    item.low := split_part(item.value, ' ', 2)::numeric;
                    item.high := 1;
                    item.value := split_part(item.value, ' ', 1);
                ELSIF item.code = 't' THEN
                    item.low := item.value::numeric;
                    item.value := '';
                END IF;
                size := CASE WHEN substr(entry, 2, 1) = '~' OR words ? ('+' || tail) AND NOT (item.code = 'n' AND tail = '만')
                    THEN length(tail) ELSE 0 END;  -- 이만 보 is no particle
                item.first := starts[word] + done - CASE word WHEN 1 THEN 0 ELSE ends[word - 1] END;
                item.last := starts[inside] + done + n + size - 1 - CASE inside WHEN 1 THEN 0
                    ELSE ends[inside - 1] END;
                items := items || item;
                IF size > 0 AND item.code = 'u' AND tail IN ('은', '는') THEN
                    items := items || ROW('.', 'as for', NULL, NULL, item.last, item.last)::question_item;
                ELSIF size > 0 AND words ->> ('+' || tail) <> '. '
                   AND (words ->> ('+' || tail) <> '| ' OR item.code IN ('a', 'w')) THEN  -- 두 번이나 is no "or"
                    items := items || ROW(left(words ->> ('+' || tail), 1), '', NULL, NULL, item.last - size + 1,
                        item.last)::question_item;
                END IF;
                IF size = 0 AND (item.code = 'a' OR item.value IN ('sleep', 'nap', 'not worn')) AND substr(ahead, done + n, 1) = '고' THEN  -- 뛰고, 자고: and
                    items := items || ROW('&', '', NULL, NULL, item.last, item.last)::question_item;
                END IF;
                done := done + n + size;
                word := inside;
                CONTINUE pieces;
            END IF;
        END LOOP;
        IF particle IS NOT NULL AND (done > 0 OR coalesce(ascii(tokens[i - 1]), 0) BETWEEN 33 AND 127) THEN
            IF particle <> '. ' THEN
                items := items || ROW(left(particle, 1), '', NULL, NULL, at, at + ends[1] - 1)::question_item;
            ELSE
                items := items || ROW('.', '', NULL, NULL, starts[word] + done - CASE word WHEN 1 THEN 0
                    ELSE ends[word - 1] END,
                                      starts[word] + ends[word] - CASE word WHEN 1 THEN 0
                                          ELSE ends[word - 1] END - 1)::question_item;
            END IF;
            done := ends[word];
        ELSE  -- a word with an unknown part is unknown
            items := before || ROW('x', '', NULL, NULL, at, at + ends[1] - 1)::question_item;
            tokens_read := 1;
            RETURN;
        END IF;
        EXIT;
    END LOOP;
    tokens_read := 2 * word - 1;
END
$$;
