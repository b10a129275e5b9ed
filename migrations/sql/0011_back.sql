-- The prefixes of registered models, without the bounds beside them.

DO $$
DECLARE
    known models;
BEGIN
    FOR known IN SELECT * FROM models LOOP
        EXECUTE format('ALTER TABLE %I DROP COLUMN bounds, DROP COLUMN activities', 'prefixes_' || known.version);
    END LOOP;
END
$$;
