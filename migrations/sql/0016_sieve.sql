-- Which of these a condition implies: ranges, clock times, spans from one hour to another, counts, days and alternatives.

CREATE FUNCTION asked_limits(condition text, value text, dawn integer, OUT lower numeric, OUT upper numeric)
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
    named integer;  -- bits of which the window has one
    asked record;
    measure text := '';
    limits record;
    needed bigint := 0;
    more_needed bigint := 0;
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
    FOR asked IN
        SELECT * FROM asked_bounds() b WHERE strpos(replace(condition, 'r.', 'a.'), b.rows) > 0
            AND (strpos(condition, b.value) > 0 OR strpos(condition, ' % 1440 + ') > 0 OR b.bound = 0)
    LOOP
        IF asked.measure <> measure THEN
            measure := asked.measure;
            limits := asked_limits(condition, asked.value, asked.dawn);
        END IF;
        IF asked.op = '<=' AND limits.upper <= asked.bound OR asked.op = '>=' AND limits.lower >= asked.bound
            OR asked.measure IN ('nap', 'rise unmoved') AND asked.bound = 0 THEN  -- that there is one
            IF asked.word = 'bounds' THEN
                needed := needed | (1::bigint << asked.place);
            ELSE
                more_needed := more_needed | (1::bigint << asked.place);
            END IF;
        END IF;
    END LOOP;
    RETURN coalesce(nullif(concat_ws(' AND ',
        CASE WHEN needed <> 0 THEN format('p.bounds & %1$s = %1$s', needed) END,
        CASE WHEN more_needed <> 0 THEN format('p.more_bounds & %1$s = %1$s', more_needed) END,
        CASE WHEN named <> 0 THEN format('p.activities & %s <> 0', named) END,
        CASE WHEN named <> 0 AND several THEN 'p.activities < 0' END), ''), 'true');
END
$$;

COMMENT ON FUNCTION sieve_of(text) IS
    'Of a condition of parse_query, SQL over p, a row of prefixes_…, that every window passes which meets the condition';
