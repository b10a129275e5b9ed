-- A question as a row of known words and numbers.

CREATE FUNCTION pg_temp.make_question_words() RETURNS void LANGUAGE plpgsql AS $make$
DECLARE
    words jsonb;
BEGIN
    SELECT jsonb_object_agg(
               CASE q.code WHEN '+' THEN '+' ELSE '' END || rtrim(word, '~'),
               CASE q.code WHEN '+' THEN coalesce(nullif(q.value, ''), '.') ELSE q.code END
               || CASE WHEN word LIKE '_%~' THEN '~' ELSE ' ' END || CASE q.code WHEN '+' THEN '' ELSE q.value END)
    INTO words FROM question_word q, string_to_table(q.words, '|') word WHERE word <> '';
    EXECUTE format('CREATE FUNCTION question_words() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %L::jsonb',
                   words || '{"|": "| "}');
END
$make$;
SELECT pg_temp.make_question_words();
DROP FUNCTION pg_temp.make_question_words();

COMMENT ON FUNCTION question_words() IS
    'The words that questions are read by: code, a ~ where any Korean ending may follow, value. A + begins a particle';

CREATE TYPE question_item AS (
    code text,
    value text,
    low numeric,
    high numeric,
    first integer,
    last integer
);

COMMENT ON TYPE question_item IS 'A word, a number or a bound of a question';
COMMENT ON COLUMN question_item.code IS 'What it is, as the tables of words list; x is an unknown word';
COMMENT ON COLUMN question_item.value IS 'Which measure, activity, unit';
COMMENT ON COLUMN question_item.low IS 'The number, or the lower of two; of a clock time minutes of the day';
COMMENT ON COLUMN question_item.high IS 'The upper of two numbers';
COMMENT ON COLUMN question_item.first IS 'Its first character in the question, from one';
COMMENT ON COLUMN question_item.last IS 'Its last character';

CREATE FUNCTION question_number(token text) RETURNS question_item
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

CREATE FUNCTION question_items(question text) RETURNS question_item[]
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
