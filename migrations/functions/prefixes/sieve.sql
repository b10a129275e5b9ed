-- Which bounds a condition implies: ranges, clock times, spans from one hour to another, counts, days and alternatives.

CREATE OR REPLACE FUNCTION asked_limits(condition text, value text, dawn integer, OUT lower numeric, OUT upper numeric)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    said text[];
BEGIN
    IF dawn IS NULL THEN
        SELECT max(CASE WHEN bound[1] IN ('>', '>=', '=', 'BETWEEN') THEN bound[2]::numeric END),
               min(CASE WHEN bound[1] IN ('<', '<=', '=') THEN bound[2] ELSE bound[3] END::numeric)
        INTO lower, upper
        FROM string_to_table(condition, ' AND ' || value || ' ') WITH ORDINALITY pieces (piece, number)
        CROSS JOIN LATERAL regexp_match(piece, '^(<=|>=|<|>|=|BETWEEN) ([0-9.]+)(?: AND ([0-9.]+))?') bound
        WHERE number > 1;
        IF value = 'a.end_minute - a.start_minute' THEN  -- from one time of day to another
            lower := greatest(lower, substring(condition, 'a\.end_minute >= .* % 1440 \+ ([0-9]+)')::numeric);
        END IF;
        RETURN;
    END IF;
    said := regexp_match(condition, 'mins => ' || regexp_replace(value, '([()/])', '\\\1', 'g')
                         || ' - ([0-9]+)\)\)::time <=? ''([0-9]+):([0-9]+)''');
    lower := (said[1]::integer - dawn + 1440) % 1440;
    upper := lower + said[2]::integer * 60 + said[3]::integer;
    IF upper > 1440 THEN  -- past dawn: no two bounds say so
        lower := NULL;
        upper := NULL;
    END IF;
END
$$;

COMMENT ON FUNCTION asked_limits(text, text, integer) IS
    'Between what a condition of parse_query wants a value of asked_bounds, as these count it; null: no limit';

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
    IF strpos(condition, 'FROM windows e ') > 0 THEN
        RETURN 'true';  -- of another window
    ELSIF weekdays IS NOT NULL THEN
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

COMMENT ON FUNCTION sieve_of(text) IS
    'Of a condition of parse_query, SQL over p, a row of prefixes_…, that every window passes which meets the condition';
