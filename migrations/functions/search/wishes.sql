-- What a question names ranks: windows that have all of it, by how much they have; then those nearest to the text.

CREATE OR REPLACE FUNCTION wished_share(parts query_part[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    -- Of a trait whether it holds as much as how much of it there is: who has all comes before who has most of one.
    SELECT '(' || string_agg(CASE p.kind
        WHEN 'wish' THEN format('coalesce(%s, 0)', coalesce(p.degree, format('(%s)::integer', p.condition)))
        ELSE format('(coalesce((%s), false)::integer + coalesce(%s, 0)) / 2', p.condition, p.degree) END, ' + ')
        || ')::real / ' || count(*)
    FROM unnest(parts) p WHERE p.kind IN ('wish', 'trait')
);

COMMENT ON FUNCTION wished_share(query_part[]) IS
    'SQL over w: how much a window has of the wishes and traits of a question, from 0 to 1; null where it has none';

CREATE OR REPLACE FUNCTION complete_share(parts query_part[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT CASE WHEN bool_or(p.kind = 'trait') THEN '(' || string_agg(CASE p.kind WHEN 'wish' THEN '1'
        ELSE format('(1 + coalesce(%s, 0)) / 2', p.degree) END, ' + ') || ')::real / ' || count(*) ELSE '1' END
    FROM unnest(parts) p WHERE p.kind IN ('wish', 'trait')
);

COMMENT ON FUNCTION complete_share(query_part[]) IS
    'SQL over w: the wished_share of a window that meets having_all, of which only the degrees of traits are unknown';

CREATE OR REPLACE FUNCTION named_conditions(parts query_part[]) RETURNS text[]
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

COMMENT ON FUNCTION having_all(query_part[]) IS
    'SQL over w: whether a window meets all conditions of a question and has all wishes (of those joined by "or", one) and '
    'traits';

CREATE OR REPLACE FUNCTION wished_windows(ranking ranked_window[], share text) RETURNS ranked_window[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET enable_bitmapscan = off  -- as shortlisted_windows
SET random_page_cost = 1.1
AS $$
DECLARE
    weight CONSTANT double precision := 0.9;
    wished ranked_window[];
BEGIN
    IF share IS NULL OR ranking = '{}' THEN
        RETURN ranking;
    ELSIF share = '1' THEN
        RETURN ARRAY(
            SELECT ROW(f.window_id, f.score + weight * (1 - f.score), f.span, f.start_minute, f.end_minute, f.caption)::ranked_window
            FROM unnest(ranking) WITH ORDINALITY f (window_id, score, span, start_minute, end_minute, caption, place)
            ORDER BY f.place);
    END IF;
    -- OFFSET 0: else the share would be asked for twice, once to be told and once to order by.
    EXECUTE format(
        'SELECT array_agg(ROW(window_id, score, span, start_minute, end_minute, caption)::ranked_window '
        'ORDER BY score DESC, place) FROM ('
        'SELECT f.window_id, f.score + %s * %s * (1 - f.score) AS score, f.span, f.start_minute, f.end_minute, f.caption, '
        'f.place FROM unnest($1) WITH ORDINALITY f (window_id, score, span, start_minute, end_minute, caption, place) '
        'JOIN windows w ON w.window_id = f.window_id OFFSET 0) wished', weight, share) INTO wished USING ranking;
    RETURN coalesce(wished, '{}');
END
$$;

COMMENT ON FUNCTION wished_windows(ranked_window[], text) IS
    'The same windows, best first. share: SQL over w, how much a window has of what is named, as of wished_share: the more, '
    'the nearer its score to 1, by nine tenths of the way where it has all; of one that has none it stays as it is. Null: '
    'nothing is named';
