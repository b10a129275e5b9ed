-- The words of both languages as one dictionary. Of a word that stands twice the later row counts.

DO $make$
DECLARE
    words jsonb;
BEGIN
    SELECT jsonb_object_agg(
               CASE q.code WHEN '+' THEN '+' ELSE '' END || rtrim(word, '~'),
               CASE q.code WHEN '+' THEN coalesce(nullif(q.value, ''), '.') ELSE q.code END
               || CASE WHEN word LIKE '_%~' THEN '~' ELSE ' ' END || CASE q.code WHEN '+' THEN '' ELSE q.value END
               ORDER BY q.place)
    INTO words FROM question_word q, string_to_table(q.words, '|') word WHERE word <> '';
    EXECUTE format(
        'CREATE OR REPLACE FUNCTION question_words() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %L::jsonb',
        words || '{"|": "| "}');
END
$make$;

COMMENT ON FUNCTION question_words() IS
    'The words that questions are read by: code, a ~ where any Korean ending may follow, value. A + begins a particle';
