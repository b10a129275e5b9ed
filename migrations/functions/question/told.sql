-- Values as people read them.

CREATE OR REPLACE FUNCTION told_minutes(minutes double precision) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN round(minutes) < 60 THEN round(minutes) || ' min'
    WHEN round(minutes)::integer % 60 = 0 THEN round(minutes)::integer / 60 || ' h'
    ELSE round(minutes)::integer / 60 || ' h ' || round(minutes)::integer % 60 || ' min' END;

COMMENT ON FUNCTION told_minutes(double precision) IS 'A duration as people read it: 4 h 38 min';

CREATE OR REPLACE FUNCTION told_clock(starts_at timestamp, minute integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_char(starts_at + make_interval(mins => minute), 'HH24:MI');

COMMENT ON FUNCTION told_clock(timestamp, integer) IS 'The wall clock at a minute of a window: 22:05';
