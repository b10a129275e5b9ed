-- What is said not to be on one side of a bound is on the other.

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
    IF claim.measure IN ('asleep', 'awakenings', 'bedtime', 'wake-up') THEN
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
        claim.subject := 'nap ' || j;
        RETURN claim;
    END IF;
    claim.subject := claim.measure || ' ' || CASE WHEN subject.value IN ('nap', 'still', 'not worn', 'moving')
        THEN j ELSE i END;
    IF claim.measure IN ('nap', 'nap at', 'still', 'not worn', 'moving') THEN
        claim.subject := replace(claim.subject, 'nap at', 'nap');
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
        WHERE (items[k].value = 'steps' AND denied[k] OR items[k].value = 'still' AND NOT denied[k])
          AND (clause[k] = clause[j] OR abs(clause[k] - clause[j]) = 1 AND EXISTS (
               SELECT FROM generate_subscripts(items, 1) c WHERE items[c].value = 'while'
                   AND clause[c] = greatest(clause[j], clause[k])))
        LIMIT 1;
        IF unmoved IS NOT NULL THEN
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
