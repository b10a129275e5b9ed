-- What implies what else is named is asked alone: who ran for an hour has run.

CREATE FUNCTION named_conditions(parts query_part[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH named AS (
        SELECT DISTINCT ON (condition) * FROM (
            SELECT CASE p.kind WHEN 'wish' THEN coalesce(p.degree || ' = 1', p.condition) ELSE p.condition END, p.place
            FROM unnest(parts) WITH ORDINALITY p (piece, kind, means, condition, evidence, degree, place)
            WHERE p.kind <> 'rest'
        ) named (condition, place) ORDER BY condition, place
    )
    SELECT coalesce(array_agg(n.condition ORDER BY n.place), '{}') FROM named n WHERE n.condition NOT LIKE 'EXISTS %' OR NOT EXISTS (
        SELECT FROM named more WHERE starts_with(more.condition, left(n.condition, -1) || ' AND '));
END;

COMMENT ON FUNCTION named_conditions(query_part[]) IS
    'SQL over w: what a window that has all that a question names meets; of annotations of a kind and those of them that '
    'meet more the latter alone';

CREATE OR REPLACE FUNCTION having_all(parts query_part[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT string_agg(format('(%s)', condition), ' AND ' ORDER BY place)
        FROM unnest(named_conditions(parts)) WITH ORDINALITY named (condition, place));

CREATE OR REPLACE FUNCTION having_windows(
    query halfvec, parts query_part[], k integer, filter text, span text, time_from time, time_to time
) RETURNS ranked_window[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    condition CONSTANT text := concat_ws(' AND ', filter, having_all(parts));
BEGIN
    IF query IS NULL THEN
        RETURN newest_windows(parts, k, concat_ws(' AND ', condition, time_filter(time_from, time_to)));
    END IF;
    RETURN nearest_windows(query, k, condition, span, time_from, time_to, (
        SELECT coalesce(string_agg(DISTINCT sieve_of(named), ' AND '), 'true') FROM unnest(named_conditions(parts)) named));
END
$$;
