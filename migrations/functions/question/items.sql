-- A question as a row of known words and numbers. Korean words are cut into what the grammar knows: 시간미만 is 시간 and
-- 미만, 달리기를 is 달리기 and a particle.

CREATE OR REPLACE FUNCTION question_number(token text) RETURNS question_item
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    item question_item;
BEGIN
    item.code := 'x';
    IF strpos(token, ':') > 0 THEN
        IF token ~ '^(2[0-4]|[01]?[0-9]):[0-5][0-9]$' THEN
            item.code := 't';
            item.value := CASE WHEN split_part(token, ':', 1)::integer BETWEEN 1 AND 12 THEN 'colon' ELSE '' END;
            item.low := (split_part(token, ':', 1)::integer * 60 + split_part(token, ':', 2)::integer) % 1440;
        END IF;
    ELSIF length(token) < 10 AND token ~ '^([0-9]{1,3}(,[0-9]{3})+|[0-9]+)([.][0-9]+)?$' THEN
        item.code := 'n';
        item.value := 'digits';
        item.low := replace(token, ',', '')::numeric;
    END IF;
    RETURN item;
END
$$;

COMMENT ON FUNCTION question_number(text) IS 'Digits as a number (8,000 or 1.5) or a clock time (22:30); else unknown';

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
                AND coalesce(items[cardinality(items)].code, '') NOT IN ('n', 'r', 'k', 'H');
            -- 이상 한 is not 이상한
            CONTINUE WHEN item.code = 'x' AND done + n > ends[word] AND length(entry) < 3;
            inside := word;
            WHILE done + n > ends[inside] LOOP
                inside := inside + 1;
            END LOOP;
            tail := substr(ahead, done + n + 1, ends[inside] - done - n);
            IF tail = '' OR substr(entry, 2, 1) = '~' OR words ? ('+' || tail)
               OR item.code IN ('n', 'r', 'k', 'u', 'c', 'p', 'H', 'l', 'L', 'g', 'G', 'A', 'b', 'f', 's') THEN
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

COMMENT ON FUNCTION question_korean(jsonb, text[], integer, integer, question_item[]) IS
    'Add to the items what the Korean word at token i holds, or one unknown; says how many tokens were read';

CREATE OR REPLACE FUNCTION question_items(question text) RETURNS question_item[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    words CONSTANT jsonb := question_words();
    -- ASCII alone becomes lower case: nothing changes its length, whatever the locale.
    said CONSTANT text := translate(question, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ’', 'abcdefghijklmnopqrstuvwxyz''');
    tokens CONSTANT text[] := ARRAY(
        SELECT m[1] FROM regexp_matches(
            said, '([0-9]+(?:[.,:][0-9]+)*|[ap]\.m\.?|[a-z]+(?:''[a-z]+)*|[가-힣]+|\s+|[<>]=|.)', 'g') m);
    count CONSTANT integer := cardinality(tokens);
    items question_item[] := '{}';
    item question_item;
    at integer := 1;  -- where the token begins
    i integer := 1;
    j integer;
    phrase text;
    entry text;
    found text;
    past integer;  -- the last token of what was found
    first integer;
    kind integer;
BEGIN
    WHILE i <= count LOOP
        first := at;
        kind := ascii(tokens[i]);
        past := i;
        item := NULL;
        item.first := first;
        IF kind BETWEEN 48 AND 57 THEN
            item := question_number(tokens[i]);
            item.first := first;
            item.last := first + length(tokens[i]) - 1;
            items := items || item;
        ELSIF kind BETWEEN 44032 AND 55203 THEN
            SELECT k.items, k.tokens_read INTO items, j FROM question_korean(words, tokens, i, at, items) k;
            past := i + j - 1;
        ELSIF tokens[i] ~ '^\s' THEN
            NULL;
        ELSE
            phrase := tokens[i];
            found := words ->> phrase;
            IF kind BETWEEN 97 AND 122 THEN
                j := i;
                WHILE j + 2 <= count AND j < i + 8 AND tokens[j + 1] IN (' ', '-')
                    AND ascii(tokens[j + 2]) BETWEEN 97 AND 122 LOOP
                    j := j + 2;
                    phrase := phrase || ' ' || tokens[j];
                    entry := words ->> phrase;
                    IF entry IS NOT NULL THEN
                        found := entry;
                        past := j;
                    END IF;
                END LOOP;
            END IF;
            IF found IS NULL THEN
                item.code := CASE WHEN kind BETWEEN 97 AND 122 THEN 'x' ELSE ',' END;
            ELSE
                item.code := left(found, 1);
                item.value := substr(found, 3);
            END IF;
            item.last := first - 1;
            FOR j IN i .. past LOOP
                item.last := item.last + length(tokens[j]);
            END LOOP;
            IF item.code IN ('n', 'k') THEN
                item.low := item.value::numeric;
                item.value := 'word';
            ELSIF item.code = 'q' THEN
                item.low := split_part(item.value, ' ', 2)::numeric;
                item.high := CASE item.low WHEN 60 THEN 60 ELSE 1 END;
                item.value := split_part(item.value, ' ', 1);
            ELSIF item.code = 't' THEN
                item.low := item.value::numeric;
                item.value := '';
            END IF;
            -- A k is a thousand right behind digits alone, a dash means "to" before digits alone, and % needs a number.
           
            IF phrase = 'k' AND NOT (i > 1 AND ascii(tokens[i - 1]) BETWEEN 48 AND 57) THEN
                item.code := 'x';
            ELSIF item.code = '-' AND kind NOT BETWEEN 97 AND 122
                  AND NOT ascii(coalesce(nullif(ltrim(tokens[i + 1]), ''), tokens[i + 2])) BETWEEN 48 AND 57 THEN
                item.code := ',';
            END IF;
            items := items || item;
        END IF;
        FOR j IN i .. past LOOP
            at := at + length(tokens[j]);
        END LOOP;
        i := past + 1;
    END LOOP;
    RETURN items;
END
$$;

COMMENT ON FUNCTION question_items(text) IS 'The words and numbers of a question in their order, each with its place';
