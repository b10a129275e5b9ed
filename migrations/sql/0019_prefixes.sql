-- The prefixes of a model's windows, each with its list, those of a list beside each other.

CREATE OR REPLACE FUNCTION make_prefixes(version text) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
DECLARE
    known CONSTANT models := (SELECT m FROM models m WHERE m.version = make_prefixes.version);
    prefixes CONSTANT text := quote_ident('prefixes_' || known.version);
BEGIN
    -- The vector first, and plain: neither is the id looked at before it nor is it unpacked. And narrow: the time of a
    -- scan goes with its width.
    EXECUTE format(
        'CREATE TABLE %s (prefix halfvec(%s) STORAGE PLAIN NOT NULL, '
        'window_id uuid NOT NULL REFERENCES windows ON DELETE CASCADE, bounds bigint NOT NULL, '
        'more_bounds bigint NOT NULL, activities integer NOT NULL, weekday smallint NOT NULL, '
        'number smallint NOT NULL, list smallint NOT NULL)',
        prefixes, least(known.dimension, 64));
    EXECUTE format('COMMENT ON TABLE %s IS %L', prefixes,
        'What search_windows reads of every window: the beginning of its vector of ' || known.version
        || ', and what sieves it');
    EXECUTE format('COMMENT ON COLUMN %s.prefix IS ''The first 64 dimensions of the vector''', prefixes);
    EXECUTE format('COMMENT ON COLUMN %s.window_id IS ''The window it belongs to''', prefixes);
    EXECUTE format('COMMENT ON COLUMN %s.activities IS ''Its activities, a bit each of asked_names''', prefixes);
    EXECUTE format('COMMENT ON COLUMN %s.bounds IS ''Which of asked_bounds it reaches, a bit each''', prefixes);
    EXECUTE format('COMMENT ON COLUMN %s.more_bounds IS ''Those for which bounds has no bit left''', prefixes);
    EXECUTE format('COMMENT ON COLUMN %s.weekday IS ''On which day it begins, 1 Monday to 7 Sunday''', prefixes);
    EXECUTE format('COMMENT ON COLUMN %s.number IS ''As in embeddings''', prefixes);
    EXECUTE format('COMMENT ON COLUMN %s.list IS ''Its list in prefix_lists, 0 where there are none''', prefixes);
    EXECUTE format(
        'INSERT INTO %1$s SELECT subvector(e.vector, 1, %2$s), e.window_id, coalesce(b.bounds, 0), '
        'coalesce(b.more_bounds, 0), coalesce(b.activities, 0), extract(isodow FROM w.starts_at), e.number, '
        'coalesce(l.list, 0) FROM embeddings e JOIN windows w ON w.window_id = e.window_id '
        'LEFT JOIN bounds_of(NULL) b ON b.window_id = e.window_id '
        'CROSS JOIN LATERAL list_of(subvector(e.vector, 1, %2$s), %3$L) l (list) '
        'WHERE e.model_version = %3$L AND e.span = ''window'' ORDER BY l.list',
        prefixes, least(known.dimension, 64), known.version);
    EXECUTE format('ALTER TABLE %s ADD PRIMARY KEY (window_id, number)', prefixes);
    EXECUTE format('CREATE INDEX ON %s (list)', prefixes);
END
$$;

CREATE OR REPLACE FUNCTION keep_prefixes() RETURNS trigger
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
DECLARE
    model models;
    known real;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        FOR model IN SELECT m.* FROM models m WHERE m.version IN (SELECT r.model_version FROM removed r) LOOP
            EXECUTE format(
                'DELETE FROM %I p USING removed r '
                'WHERE r.model_version = %L AND p.window_id = r.window_id AND p.number = r.number',
                'prefixes_' || model.version, model.version);
        END LOOP;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        FOR model IN
            SELECT m.* FROM models m WHERE m.version IN (SELECT a.model_version FROM added a WHERE a.span = 'window')
        LOOP
            EXECUTE format(
                'INSERT INTO %1$I SELECT subvector(a.vector, 1, %2$s), a.window_id, coalesce(b.bounds, 0), '
                'coalesce(b.more_bounds, 0), coalesce(b.activities, 0), extract(isodow FROM w.starts_at), a.number, '
                'coalesce(list_of(subvector(a.vector, 1, %2$s), %3$L), 0) '
                'FROM added a JOIN windows w ON w.window_id = a.window_id '
                'LEFT JOIN bounds_of(ARRAY(SELECT window_id FROM added)) b ON b.window_id = a.window_id '
                'WHERE a.model_version = %3$L AND a.span = ''window''',
                'prefixes_' || model.version, least(model.dimension, 64), model.version);
            -- Anew whenever there are ten times as many: the first windows may all be of one wearer. Where there are
            -- lists, twice: what lands lies beside its list.
            EXECUTE format(
                'SELECT greatest(reltuples, CASE WHEN $1 THEN (SELECT count(*) FROM (SELECT FROM %1$I LIMIT 200) few) END) '
                'FROM pg_class WHERE oid = %1$L::regclass',
                'prefixes_' || model.version) INTO known USING model.fitted_on IS NULL;
            IF (known >= 10 * coalesce(model.fitted_on, 20) OR model.fitted_on >= 20000 AND known >= 2 * model.fitted_on)
                AND pg_try_advisory_xact_lock(hashtext('wearscribe.prefixes')) THEN
                PERFORM fit_prefix(model.version);
            END IF;
        END LOOP;
    END IF;
    RETURN NULL;
END
$$;

-- What is registered already.
DO $$
DECLARE
    known models;
BEGIN
    SET LOCAL statement_timeout = 0;
    FOR known IN SELECT * FROM models LOOP
        EXECUTE format('DROP TABLE %I', 'prefixes_' || known.version);
        PERFORM make_prefixes(known.version);
        PERFORM fit_prefix(known.version);
    END LOOP;
END
$$;
