-- The first 64 dimensions of each whole window's vector, a narrow table a model, each with the bounds that its window
-- reaches and its day of the week: a text's best windows lie scattered, and no graph of neighbours leads to them all.

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
        || ', and what sieves it; bounds ' || asked_digest());
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

COMMENT ON FUNCTION make_prefixes(text) IS 'Make and fill the table of prefixes of a registered model';

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

COMMENT ON FUNCTION keep_prefixes() IS
    'Trigger of embeddings: what is written there of whole windows is written to prefixes_… of its model too';

CREATE OR REPLACE FUNCTION keep_bounds() RETURNS trigger
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
DECLARE
    version text;
    changed uuid[];
BEGIN
    FOR version IN SELECT m.version FROM models m LOOP
        EXECUTE format(
            'SELECT array_agg(p.window_id) FROM %I p WHERE p.window_id IN (SELECT a.window_id FROM added a)',
            'prefixes_' || version) INTO changed;
        IF changed IS NOT NULL THEN
            EXECUTE format(
                'UPDATE %I p SET bounds = b.bounds, more_bounds = b.more_bounds, activities = b.activities '
                'FROM bounds_of($1) b WHERE b.window_id = p.window_id '
                'AND (p.bounds, p.more_bounds, p.activities) <> (b.bounds, b.more_bounds, b.activities)',
                'prefixes_' || version) USING changed;
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION keep_bounds() IS
    'Trigger of annotations: what is claimed of a window after its vector landed is in the bounds of its prefix too. What '
    'is deleted stays there, and only lets more through the sieve';

CREATE OR REPLACE TRIGGER embeddings_added AFTER INSERT ON embeddings
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_prefixes();
CREATE OR REPLACE TRIGGER embeddings_changed AFTER UPDATE ON embeddings
    REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_prefixes();
CREATE OR REPLACE TRIGGER embeddings_removed AFTER DELETE ON embeddings
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION keep_prefixes();
CREATE OR REPLACE TRIGGER annotations_added AFTER INSERT ON annotations
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_bounds();
CREATE OR REPLACE TRIGGER annotations_changed AFTER UPDATE ON annotations
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_bounds();

-- Tables whose bits stand for other bounds are made anew.
DO $$
DECLARE
    version text;
BEGIN
    SET LOCAL statement_timeout = 0;
    FOR version IN SELECT m.version FROM models m
        WHERE obj_description(format('%I', 'prefixes_' || m.version)::regclass) NOT LIKE '%' || asked_digest()
    LOOP
        EXECUTE format('DROP TABLE %I', 'prefixes_' || version);
        PERFORM make_prefixes(version);
    END LOOP;
END
$$;
