-- Windows that meet the conditions of a question, the nearest to its text first.

CREATE OR REPLACE FUNCTION newest_windows(parts query_part[], k integer, condition text) RETURNS ranked_window[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
SET random_page_cost = 1.1
AS $$
DECLARE
    share CONSTANT text := (
        SELECT format('(%s)::real / %s', string_agg(format('coalesce((%s), false)::integer', p.condition), ' + '), count(*))
        FROM unnest(parts) p WHERE p.condition IS NOT NULL);
    ranking ranked_window[];
BEGIN
    EXECUTE format(
        'SELECT array_agg(ROW(window_id, share, ''window'', 0, minutes, NULL)::ranked_window '
        'ORDER BY share DESC, starts_at DESC, window_id) '
        'FROM (SELECT w.window_id, w.starts_at, w.minutes, %s AS share FROM windows w WHERE %s '
        'ORDER BY share DESC, w.starts_at DESC, w.window_id LIMIT $1) best', share, condition) INTO ranking USING k;
    RETURN coalesce(ranking, '{}');
END
$$;

COMMENT ON FUNCTION newest_windows(query_part[], integer, text) IS
    'Without a vector: the k windows that pass the condition (SQL over w), by the share of the parts that they meet, then '
    'the newest';

CREATE OR REPLACE FUNCTION meeting_windows(
    query halfvec, parts query_part[], k integer, filter text, span text, time_from time, time_to time
) RETURNS ranked_window[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    asked integer;   -- how many conditions
    all_met text;    -- SQL over w: whether it meets them all
    count_met text;  -- SQL over w: how many it meets
    condition text;
    sieve text;      -- SQL over p: what all that meet them pass
    ranking ranked_window[];
    most integer;
BEGIN
    SELECT count(*), string_agg(format('(%s)', p.condition), ' AND '),
           string_agg(format('coalesce((%s), false)::integer', p.condition), ' + '),
           coalesce(string_agg(sieve_of(p.condition), ' AND '), 'true')
    INTO asked, all_met, count_met, sieve FROM unnest(parts) p WHERE p.kind = 'condition';
    condition := concat_ws(' AND ', filter, all_met);
    FOR attempt IN 1 .. 2 LOOP
        ranking := CASE WHEN query IS NULL
            THEN newest_windows(parts, k, concat_ws(' AND ', condition, time_filter(time_from, time_to)))
            ELSE nearest_windows(query, k, condition, span, time_from, time_to, sieve) END;
        EXIT WHEN ranking <> '{}' OR asked = 0 OR attempt = 2;
        IF asked > 1 THEN
            EXECUTE format('SELECT max(%s) FROM windows w WHERE %s', count_met, filter) INTO most;
        END IF;
        IF coalesce(most, 0) IN (0, asked) THEN
            RAISE NOTICE 'no window meets what is asked'
                USING HINT = 'parse_query(text) shows how the question was taken.';
            RETURN '{}';
        END IF;
        RAISE NOTICE 'no window meets all that is asked; these meet % of %', most, asked
            USING HINT = 'The column met says which; parse_query(text) shows how the question was taken.';
        condition := format('%s AND %s = %s', filter, count_met, most);
        sieve := 'true';
    END LOOP;
    RETURN ranking;
END
$$;

COMMENT ON FUNCTION meeting_windows(halfvec, query_part[], integer, text, text, time, time) IS
    'The k windows nearest to a vector (null: the newest) that meet every condition of a question; where no window does, '
    'those that meet most, which a notice says. filter: SQL over w, as of window_filter';

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

COMMENT ON FUNCTION having_windows(halfvec, query_part[], integer, text, text, time, time) IS
    'The k nearest of the windows that meet having_all; without a vector the newest';
