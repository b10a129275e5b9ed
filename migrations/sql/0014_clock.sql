-- Two in the morning is no afternoon.

CREATE OR REPLACE FUNCTION question_minute(minute numeric, part text) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    -- As wearscribe/model/clock_times.py: a time is not before this hour where it can be helped. 6 in the evening is
    -- 18:00, 12 at night is 0:00, 1 at night is 1:00.
    earliest CONSTANT integer := CASE part WHEN 'pm' THEN 12 WHEN 'afternoon' THEN 12 WHEN 'evening' THEN 15
        WHEN 'night' THEN 18 WHEN 'midday' THEN 10 ELSE 0 END;
    half CONSTANT numeric := minute % 720;
BEGIN
    IF minute >= 780 THEN
        RETURN minute % 1440;
    END IF;
    RETURN CASE WHEN half >= earliest * 60 THEN half WHEN half + 720 >= earliest * 60 THEN half + 720 ELSE half END;
END
$$;
