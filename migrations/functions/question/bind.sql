-- One bound with its subject: which statistic, which half of the day, and what else in the clause belongs to it.

CREATE OR REPLACE FUNCTION question_hours(bound question_item, measure text, part text) RETURNS question_item
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    told CONSTANT text := split_part(bound.value, ' ', 2);
    said question_item := bound;
BEGIN
    IF measure = 'asleep' AND bound.value LIKE '% ' THEN  -- hours, which need not be said
        said.low := 60 * bound.low;
        said.high := 60 * bound.high;
        said.value := bound.value || 'min';
    ELSIF measure = 'bedtime' THEN
        -- People go to bed from five in the evening to five in the morning, unless they say otherwise.
        said.low := CASE WHEN told = 'open' AND bound.low BETWEEN 300 AND 719 OR told = 'colon'
            AND bound.low BETWEEN 420 AND 719 THEN bound.low + 720
                         WHEN told IN ('open', 'colon') AND bound.low BETWEEN 720 AND 779 THEN bound.low - 720
                             ELSE bound.low END;
    ELSIF told = 'open' AND measure IN ('at', 'nap at', 'still through', 'not worn through', 'still at', 'moving at', 'not worn at') THEN
        IF part IS NULL THEN
            said.code := 'x';
        ELSE
            said.low := question_minute(bound.low, part);
            said.high := question_minute(bound.high, part);
        END IF;
    END IF;
    IF said.value LIKE 'hours%' THEN
        said.value := 'in told';
        IF measure = 'awakenings' THEN
            said.code := 'N';
            said.value := 'in ';
        ELSE
            said.low := bound.low * 60;
            said.high := bound.high * 60 % 1440;
        END IF;
    END IF;
    RETURN said;
END
$$;

COMMENT ON FUNCTION question_hours(question_item, text, text) IS
    'A clock time without its half of the day as the measure, or the part of the day beside it, has it; code x: in doubt';

CREATE OR REPLACE FUNCTION question_statistic(measure text, bound question_item, statistic text, always boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    op CONSTANT text := split_part(bound.value, ' ', 1);
    -- Above a level is some minute of the day; never above it is all of them.
    -- A day has always minutes below 100: who says so without "never" or "average" means something else.
    implied CONSTANT text := CASE WHEN measure = 'heart rate' AND bound.low > 80 AND op IN ('<', '{')
        AND NOT always THEN NULL
                                  WHEN op IN ('>', '}') THEN CASE WHEN always THEN 'min' ELSE 'max' END
                                  WHEN op IN ('<', '{') THEN CASE WHEN always THEN 'max' ELSE 'min' END END;
BEGIN
    IF measure = 'sleep heart rate' THEN
        RETURN measure || ' ' || CASE WHEN statistic IN ('mean', 'min') THEN statistic
            WHEN statistic IS NOT NULL THEN NULL
                                      WHEN op IN ('<', '{') THEN 'min' ELSE 'mean' END;
    ELSIF measure IN ('heart rate', 'SpO2', 'breathing rate', 'skin temperature', 'HRV') THEN
        RETURN measure || ' ' || coalesce(statistic, implied);
    END IF;
    RETURN measure;
END
$$;

COMMENT ON FUNCTION question_statistic(text, question_item, text, boolean) IS
    'The measure with the statistic that was said or is implied by the comparison; null where neither';

CREATE OR REPLACE FUNCTION question_bind(
    items question_item[], clause integer[], denied boolean[], i integer, j integer
) RETURNS question_claim
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    claim question_claim;
    statistic integer;
    always integer[];
    unmoved integer;
    other integer;
    subject CONSTANT question_item := items[j];
BEGIN
    claim.measure := question_fits(subject, items[i], denied[j]);
    claim.members := ARRAY[i, j];
    claim.negated := denied[j];
    IF subject.value IN ('sleep', 'still', 'moving') THEN  -- said twice: 잠을 5시간 자고, sat without moving
        claim.members := claim.members || ARRAY(SELECT k FROM generate_subscripts(items, 1) k
            WHERE items[k].value = subject.value AND clause[k] = clause[j] AND NOT denied[k]);
    END IF;
    IF subject.code = 'a' AND claim.measure NOT IN ('steps', 'distance') THEN
        claim.activity := CASE subject.value WHEN 'walked' THEN 'walk' ELSE subject.value END;
        claim.subject := 'activity ' || j;
        RETURN claim;
    END IF;
    IF claim.measure IN ('asleep', 'awakenings', 'bedtime', 'wake-up', 'in bed') THEN
        claim.subject := 'sleep';
        IF denied[j] THEN
            claim.bound := question_flipped(items[i]);
            claim.negated := false;
        ELSIF items[i].value LIKE 'until%' THEN  -- slept until eleven, up until two
            claim.bound := ROW('C', CASE WHEN subject.value = 'wake' THEN 'by' WHEN claim.measure = 'wake-up' THEN 'around' ELSE 'after' END
                || substr(items[i].value, 6), items[i].low, NULL, items[i].first, items[i].last)::question_item;
        END IF;
        RETURN claim;
    END IF;
    IF claim.measure = 'count' THEN
        claim.subject := subject.value || ' ' || j;
        RETURN claim;
    END IF;
    claim.subject := claim.measure || ' ' || CASE WHEN subject.value IN ('nap', 'still', 'not worn', 'moving')
        THEN j ELSE i END;
    IF claim.measure IN ('nap', 'nap at', 'still', 'not worn', 'moving', 'still at', 'not worn at', 'moving at') THEN
        claim.subject := replace(claim.subject, ' at ', ' ');
        RETURN claim;
    ELSIF denied[j] THEN
        claim.negated := false;
        IF claim.measure IN ('steps', 'distance', 'calories') THEN
            claim.bound := question_flipped(items[i]);
        ELSIF claim.measure <> 'still through' THEN
            claim.measure := NULL;
        END IF;
        RETURN claim;
    END IF;
    SELECT k INTO statistic FROM generate_subscripts(items, 1) k
    WHERE items[k].code = 's' AND clause[k] = clause[j] AND abs(k - j) <= 2 ORDER BY abs(k - j) LIMIT 1;
    always := ARRAY(SELECT k FROM generate_subscripts(items, 1) k WHERE items[k].code = 'V'
        AND clause[k] = clause[j]);
    IF claim.measure = 'heart rate' THEN
        SELECT k INTO unmoved FROM generate_subscripts(items, 1) k
        WHERE (items[k].value IN ('steps', 'moving') AND denied[k] OR items[k].value = 'still' AND NOT denied[k])
          AND (clause[k] = clause[j] OR abs(clause[k] - clause[j]) = 1 AND EXISTS (
               SELECT FROM generate_subscripts(items, 1) c WHERE items[c].value = 'while'
                   AND clause[c] = greatest(clause[j], clause[k])))
        LIMIT 1;
        IF items[unmoved].value = 'still' AND split_part(items[i].value, ' ', 1) IN ('<', '{') AND items[i].low < 80 THEN
            claim.measure := 'resting heart rate';  -- below 48 at rest
            claim.subject := 'resting heart rate ' || i;
            claim.members := claim.members || unmoved;
            RETURN claim;
        ELSIF unmoved IS NOT NULL THEN
            claim.subject := 'unmoved';
            claim.measure := 'heart rate unmoved';
            claim.members := claim.members || unmoved || ARRAY(
                SELECT k FROM generate_subscripts(items, 1) k WHERE denied[unmoved] AND items[k].code IN ('!', '?',
                    '^') AND abs(k - unmoved) <= 2
                ORDER BY abs(k - unmoved) LIMIT 1);
        END IF;
        SELECT k INTO other FROM generate_subscripts(items, 1) k WHERE items[k].code = 'R'
            AND clause[k] = clause[j] AND abs(k - i) <= 3 LIMIT 1;
        -- no level, but by how much it rose
        IF items[other].value = 'by' OR other IS NOT NULL AND items[i].low < 60 THEN 
            claim.measure := CASE WHEN unmoved IS NOT NULL THEN 'rise unmoved' END;
        END IF;
        IF unmoved IS NOT NULL OR claim.measure IS NULL THEN
            claim.members := claim.members || CASE WHEN other IS NULL THEN '{}' ELSE ARRAY[other] END;
            RETURN claim;
        END IF;
        -- A run with an average heart rate above 150; a heart rate above 70 while asleep.
        SELECT k INTO other FROM generate_subscripts(items, 1) k
        WHERE items[k].code = 'a' AND NOT denied[k] AND (items[statistic].value = 'mean'
            OR clause[k] = clause[j] AND EXISTS (
              SELECT FROM generate_series(least(k, j), greatest(k, j)) c WHERE items[c].code = 'i'))
        ORDER BY abs(k - j) LIMIT 1;
        IF other IS NOT NULL THEN
            claim.subject := 'activity ' || other;
            claim.activity := CASE items[other].value WHEN 'walked' THEN 'walk' ELSE items[other].value END;
            claim.members := claim.members || other;
            claim.measure := CASE WHEN items[statistic].value = 'mean' THEN 'mean heart rate'
                                  WHEN items[statistic].value = 'max' OR statistic IS NULL
                                      AND split_part(items[i].value, ' ', 1) IN ('>', '}')
                                  THEN 'max heart rate' END;
        ELSIF EXISTS (SELECT FROM generate_subscripts(items, 1) k WHERE items[k].value IN ('sleep')
            AND clause[k] = clause[j]
                      AND NOT EXISTS (SELECT FROM generate_subscripts(items, 1) n WHERE n <> i
                          AND items[n].code IN ('N', 'C') AND clause[n] = clause[k])) THEN
            claim.measure := 'sleep heart rate';
            SELECT claim.members || k INTO claim.members FROM generate_subscripts(items, 1) k
                WHERE items[k].value = 'sleep' AND clause[k] = clause[j] LIMIT 1;
        END IF;
    END IF;
    claim.measure := question_statistic(claim.measure, items[i], items[statistic].value, cardinality(always) > 0);
    IF claim.measure LIKE 'sleep heart rate %' THEN
        claim.subject := 'sleep';
    END IF;
    IF statistic IS NOT NULL THEN
        claim.members := claim.members || statistic;
    END IF;
    IF claim.measure LIKE '% m%' THEN
        claim.members := claim.members || always;
    END IF;
    RETURN claim;
END
$$;

COMMENT ON FUNCTION question_bind(question_item[], integer[], boolean[], integer, integer) IS
    'The claim that the bound at i makes of the subject at j; its measure is null where that is in doubt';
