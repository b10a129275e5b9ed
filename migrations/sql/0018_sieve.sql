-- What is asked of each measure is written down, and one statement tells which of it a condition implies.

DO $make$
DECLARE
    listed text;
BEGIN
    SELECT string_agg(format('(%L, %L, %L, %L::integer, %L::text[], %L::integer[], %L::text[], %L::integer[])',
        measure, rows, value, dawn, words, places, ops, bounds), ', ' ORDER BY measure) INTO listed
    FROM (SELECT measure, rows, value, dawn, array_agg(word ORDER BY op, bound) AS words,
                 array_agg(place ORDER BY op, bound) AS places, array_agg(op ORDER BY op, bound) AS ops,
                 array_agg(bound ORDER BY op, bound) AS bounds
          FROM asked_bounds() GROUP BY measure, rows, value, dawn) measures;
    EXECUTE format($sql$
        CREATE FUNCTION asked_measures() RETURNS TABLE (
            measure text, rows text, value text, dawn integer, words text[], places integer[], ops text[], bounds integer[])
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        BEGIN ATOMIC
            SELECT * FROM (VALUES %s) listed;
        END $sql$, listed);
END
$make$;

COMMENT ON FUNCTION asked_measures() IS 'asked_bounds, a row for each measure';

CREATE OR REPLACE FUNCTION sieve_of(condition text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    weekdays CONSTANT text := substring(
        condition, '^extract\(isodow FROM w\.starts_at\)::integer = ANY \(''({[1-7,]+})''\)$');
    several CONSTANT boolean := condition ~ '^\(SELECT count.*\) (>=?|=) ([2-9]|[1-9][0-9]+)$|^\(SELECT count.*\) > 1$';
    names CONSTANT text[] := string_to_array(
        substring(condition, 'a\.kind = ''activity'' AND a\.name = ANY \(''{([a-z_,]+)}''\)'), ',');
    related CONSTANT text := replace(condition, 'r.', 'a.');
    named integer;  -- bits of which the window has one
    needed bigint;
    more_needed bigint;
BEGIN
    IF weekdays IS NOT NULL THEN
        RETURN format('p.weekday = ANY (%L)', weekdays);
    ELSIF condition ~ '^\(EXISTS \(' THEN  -- one of several, each of which is sieved
        RETURN (SELECT CASE WHEN bool_or(sieve = 'true') THEN 'true' ELSE '(' || string_agg(sieve, ' OR ') || ')' END
                FROM string_to_table(substr(condition, 2), ' OR ') piece, sieve_of(piece) sieve);
    ELSIF condition !~ '^EXISTS \(|^\(SELECT count.*\) (>=? [1-9]|> 0|= [1-9])[0-9]*$' THEN
        RETURN 'true';  -- it may be met by what is not there
    END IF;
    named := CASE WHEN names IS NOT NULL
        THEN (SELECT bit_or(1 << array_position(asked_names(), name) - 1) FROM unnest(names) name)
        WHEN condition ~ 'a\.kind = ''activity'' AND a\.name <> ''walk''' THEN 2147483646
        WHEN strpos(condition, 'a.kind = ''activity''') > 0 THEN 2147483647 END;
    SELECT bit_or(1::bigint << b.place) FILTER (WHERE b.word = 'bounds'),
           bit_or(1::bigint << b.place) FILTER (WHERE b.word = 'more_bounds')
    INTO needed, more_needed
    FROM (SELECT * FROM asked_measures() m WHERE strpos(related, m.rows) > 0
            AND (strpos(condition, m.value) > 0 OR strpos(condition, ' % 1440 + ') > 0
                 OR m.measure IN ('nap', 'rise unmoved')) OFFSET 0) asked
    CROSS JOIN LATERAL asked_limits(condition, asked.value, asked.dawn) limits
    CROSS JOIN LATERAL unnest(asked.words, asked.places, asked.ops, asked.bounds) b (word, place, op, bound)
    WHERE b.op = '<=' AND limits.upper <= b.bound OR b.op = '>=' AND limits.lower >= b.bound
        OR asked.measure IN ('nap', 'rise unmoved') AND b.bound = 0;  -- that there is one
    RETURN coalesce(nullif(concat_ws(' AND ',
        'p.bounds & ' || needed || ' = ' || needed, 'p.more_bounds & ' || more_needed || ' = ' || more_needed,
        CASE WHEN named <> 0 THEN format('p.activities & %s <> 0', named) END,
        CASE WHEN named <> 0 AND several THEN 'p.activities < 0' END), ''), 'true');
END
$$;
