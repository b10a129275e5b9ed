-- What a question claims: bounds with their subjects, what must not be, weekdays, and what is merely named.

CREATE FUNCTION question_hours(bound question_item, measure text, part text) RETURNS question_item
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    told CONSTANT text := split_part(bound.value, ' ', 2);
    said question_item := bound;
BEGIN
    IF measure = 'bedtime' THEN
        -- People go to bed from five in the evening to five in the morning, unless they say otherwise.
        said.low := CASE WHEN told = 'open' AND bound.low BETWEEN 300 AND 719 OR told = 'colon' AND bound.low BETWEEN 420 AND 719 THEN bound.low + 720
                         WHEN told IN ('open', 'colon') AND bound.low BETWEEN 720 AND 779 THEN bound.low - 720 ELSE bound.low END;
    ELSIF told = 'open' AND measure IN ('at', 'nap at', 'still through', 'not worn through') THEN
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

CREATE FUNCTION question_statistic(measure text, bound question_item, statistic text, always boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    op CONSTANT text := split_part(bound.value, ' ', 1);
    -- Above a level is some minute of the day; never above it is all of them.
    -- A day has always minutes below 100: who says so without "never" or "average" means something else.
    implied CONSTANT text := CASE WHEN measure = 'heart rate' AND bound.low > 80 AND op IN ('<', '{') AND NOT always THEN NULL
                                  WHEN op IN ('>', '}') THEN CASE WHEN always THEN 'min' ELSE 'max' END
                                  WHEN op IN ('<', '{') THEN CASE WHEN always THEN 'max' ELSE 'min' END END;
BEGIN
    IF measure = 'sleep heart rate' THEN
        RETURN measure || ' ' || CASE WHEN statistic IN ('mean', 'min') THEN statistic WHEN statistic IS NOT NULL THEN NULL
                                      WHEN op IN ('<', '{') THEN 'min' ELSE 'mean' END;
    ELSIF measure IN ('heart rate', 'SpO2', 'breathing rate', 'skin temperature', 'HRV') THEN
        RETURN measure || ' ' || coalesce(statistic, implied);
    END IF;
    RETURN measure;
END
$$;

COMMENT ON FUNCTION question_statistic(text, question_item, text, boolean) IS
    'The measure with the statistic that was said or is implied by the comparison; null where neither';

CREATE FUNCTION question_claims(items question_item[]) RETURNS question_claim[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    count CONSTANT integer := cardinality(items);
    clause integer[] := array_fill(1, ARRAY[count]);
    denied boolean[] := array_fill(false, ARRAY[count]);
    denier integer[] := array_fill(0, ARRAY[count]);
    unsure boolean[] := array_fill(false, ARRAY[count + 2]);  -- by clause
    claimed boolean[] := array_fill(false, ARRAY[count]);
    claims question_claim[] := '{}';
    claim question_claim;
    bound question_item;
    number integer := 1;
    step integer;
    part integer;
    j integer;
    k integer;
BEGIN
    -- Clauses; those that an "or" joins are in doubt, and so is one with a "not" of which the object is unknown.
    FOR i IN 1 .. count LOOP
        IF items[i].code IN ('&', '|') AND NOT (items[i - 1].code = 'w' AND items[i + 1].code = 'w') THEN
            number := number + 1;
        END IF;
        clause[i] := number;
        unsure[number] := unsure[number] OR items[i].code = 'X';
    END LOOP;
    FOR i IN 1 .. count LOOP
        CONTINUE WHEN items[i].code NOT IN ('!', '?', '^');
        step := CASE items[i].code WHEN '?' THEN -1 ELSE 1 END;
        j := i + step;
        WHILE items[j].code IN ('.', ',', 'Z', '^') LOOP
            j := j + step;
        END LOOP;
        IF items[j].code IN ('a', 'm', 'w') AND items[i].value <> 'doubt' THEN
            denied[j] := true;
            denier[j] := i;
            WHILE items[j].code = 'a' AND items[j + step].code = '|' AND items[j + 2 * step].code = 'a' LOOP
                j := j + 2 * step;  -- no run or swim
                denied[j] := true;
                denier[j] := i;
            END LOOP;
        ELSE  -- hardly any exercise, no real sport: neither wanted nor not
            unsure[clause[i]] := true;
            j := CASE WHEN items[j].code IN ('x', 's') THEN j + step ELSE j END;
            claimed[j] := true;
        END IF;
    END LOOP;

    FOR i IN 1 .. count LOOP
        IF items[i].code = '|' AND NOT (denied[i - 1] AND denied[i + 1])
           AND NOT (items[i - 1].code = 'w' AND items[i + 1].code = 'w') THEN
            unsure[clause[i]] := true;
            unsure[clause[i] - 1] := true;
        END IF;
    END LOOP;

    -- Bounds.
    FOR i IN 1 .. count LOOP
        CONTINUE WHEN items[i].code NOT IN ('N', 'C') OR unsure[clause[i]];
        bound := items[i];
        j := question_nearest(items, i, denied);
        claim := NULL;
        claim.members := ARRAY[i];
        IF j IS NULL THEN
            claim.measure := CASE
                WHEN EXISTS (SELECT FROM generate_subscripts(items, 1) n WHERE items[n].code = 'a' AND items[n].value <> 'walked'
                             AND clause[n] = clause[i] AND NOT denied[n]) THEN NULL
                WHEN split_part(bound.value, ' ', 2) IN ('steps', 'kcal') AND bound.code = 'N'
                    THEN CASE split_part(bound.value, ' ', 2) WHEN 'kcal' THEN 'calories' ELSE 'steps' END
                WHEN split_part(bound.value, ' ', 2) = 'steps/min' THEN 'cadence'
                WHEN bound.value IN ('> bpm', '} bpm') THEN 'heart rate max' END;
            claim.subject := claim.measure || ' ' || i;
        ELSIF unsure[clause[j]] THEN
            CONTINUE;
        ELSE
            SELECT * INTO claim FROM question_bind(items, clause, denied, i, j);
            IF denied[j] AND claim.members IS NOT NULL THEN
                claim.members := claim.members || denier[j];
            END IF;
        END IF;
        CONTINUE WHEN claim.measure IS NULL;
        claim.bound := question_hours(coalesce(claim.bound, bound), claim.measure, (
            SELECT items[p].value FROM generate_subscripts(items, 1) p WHERE items[p].code = 'p' AND clause[p] = clause[i] LIMIT 1));
        CONTINUE WHEN (claim.bound).code = 'x';
        claims := claims || claim;
        FOREACH k IN ARRAY claim.members LOOP
            claimed[k] := true;
        END LOOP;
    END LOOP;

    -- What must not be, and what is merely named.
    FOR i IN 1 .. count LOOP
        part := NULL;
        IF items[i].code = 'a' AND NOT denied[i] THEN
            FOREACH j IN ARRAY ARRAY[-1, 1, -2, 2] LOOP
                IF items[i + j].code = 'p' AND clause[i + j] = clause[i] AND NOT claimed[i + j] THEN
                    part := i + j;
                    claimed[part] := true;
                    EXIT;
                END IF;
            END LOOP;
        END IF;
        CONTINUE WHEN claimed[i] AND part IS NULL;
        claim := NULL;
        claim.negated := denied[i];
        claim.members := ARRAY[i];
        IF denied[i] THEN
            claim.members := claim.members || denier[i];
        END IF;
        IF items[i].code = 'a' AND NOT (denied[i] AND unsure[clause[i]]) OR items[i].code = 'm' AND items[i].value = 'nap' THEN
            claim.subject := CASE items[i].code WHEN 'a' THEN 'activity ' || i ELSE 'nap' END;
            claim.activity := CASE WHEN items[i].value = 'walked' THEN 'walk' WHEN items[i].code = 'a' THEN items[i].value END;
            IF part IS NOT NULL THEN
                claim.subject := 'part ' || i;
                claim.measure := 'in';
                claim.bound := items[part];
                claim.members := CASE WHEN claimed[i] THEN ARRAY[part] ELSE ARRAY[i, part] END;
            END IF;
            claims := claims || claim;
        ELSIF denied[i] AND items[i].value IN ('awakenings', 'wake') AND NOT unsure[clause[i]] THEN
            claim.subject := 'sleep';
            claim.negated := false;
            claim.measure := 'awakenings';
            claim.bound := ROW('N', '= times', 0, NULL, 0, 0)::question_item;
            claims := claims || claim;
        ELSIF items[i].code = 'R' THEN
            FOREACH j IN ARRAY ARRAY[-2, -1, 1, 2] LOOP
                IF items[i + j].value = 'heart rate' AND NOT claimed[i + j] THEN
                    SELECT n INTO k FROM generate_subscripts(items, 1) n
                    WHERE clause[n] = clause[i] AND (items[n].value = 'steps' AND denied[n] OR items[n].value = 'still') AND NOT claimed[n] LIMIT 1;
                    IF k IS NOT NULL THEN
                        claim.subject := 'unmoved';
                        claim.negated := false;
                        claim.members := ARRAY[i, i + j, k] || CASE WHEN denied[k] THEN ARRAY[denier[k]] ELSE '{}' END;
                        claims := claims || claim;
                        EXIT;
                    END IF;
                END IF;
            END LOOP;
        END IF;
    END LOOP;

    -- Weekdays: all that are named, unless before, after or since one is meant.
    claim := NULL;
    claim.subject := 'weekday';
    claim.measure := 'weekday';
    claim.negated := false;
    claim.members := '{}';
    FOR i IN 1 .. count LOOP
        CONTINUE WHEN items[i].code <> 'w' OR unsure[clause[i]] OR items[i - 1].code IN ('B', 'F', 'Y', 'P', 'S')
            OR items[i + 1].code IN ('b', 'f', 'Y', 'S', '?');
        IF items[i + 1].code = '-' AND items[i + 2].code = 'w' AND items[i].value < items[i + 2].value AND length(items[i].value || items[i + 2].value) = 2 THEN
            claim.activity := concat(claim.activity, substr('1234567', items[i].value::integer, items[i + 2].value::integer - items[i].value::integer + 1));
            claim.members := claim.members || i || i + 1 || i + 2;
        ELSE
            claim.activity := concat(claim.activity, items[i].value);
            claim.members := claim.members || i;
        END IF;
        IF denied[i] THEN
            claim.negated := true;
            claim.members := claim.members || denier[i];
        END IF;
    END LOOP;
    RETURN claims || CASE WHEN claim.activity IS NULL THEN '{}'::question_claim[] ELSE ARRAY[claim] END;
END
$$;

COMMENT ON FUNCTION question_claims(question_item[]) IS 'All that a question claims; what is in doubt is left out';

CREATE FUNCTION question_bind(
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
        claim.measure := CASE WHEN denied[j] THEN NULL ELSE claim.measure END;  -- not asleep before eleven: who knows
        RETURN claim;
    END IF;
    claim.subject := claim.measure || ' ' || CASE WHEN subject.value IN ('nap', 'still', 'not worn', 'moving') THEN j ELSE i END;
    IF claim.measure IN ('nap', 'nap at', 'still', 'not worn', 'moving') THEN
        claim.subject := replace(claim.subject, 'nap at', 'nap');
        RETURN claim;
    ELSIF denied[j] THEN
        claim.negated := false;
        IF claim.measure <> 'still through' THEN
            claim.measure := NULL;
        END IF;
        RETURN claim;
    END IF;
    SELECT k INTO statistic FROM generate_subscripts(items, 1) k
    WHERE items[k].code = 's' AND clause[k] = clause[j] AND abs(k - j) <= 2 ORDER BY abs(k - j) LIMIT 1;
    always := ARRAY(SELECT k FROM generate_subscripts(items, 1) k WHERE items[k].code = 'V' AND clause[k] = clause[j]);
    IF claim.measure = 'heart rate' THEN
        SELECT k INTO unmoved FROM generate_subscripts(items, 1) k
        WHERE (items[k].value = 'steps' AND denied[k] OR items[k].value = 'still' AND NOT denied[k])
          AND (clause[k] = clause[j] OR abs(clause[k] - clause[j]) = 1 AND EXISTS (
               SELECT FROM generate_subscripts(items, 1) c WHERE items[c].value = 'while' AND clause[c] = greatest(clause[j], clause[k])))
        LIMIT 1;
        IF unmoved IS NOT NULL THEN
            claim.subject := 'unmoved';
            claim.measure := 'heart rate unmoved';
            claim.members := claim.members || unmoved || ARRAY(
                SELECT k FROM generate_subscripts(items, 1) k WHERE denied[unmoved] AND items[k].code IN ('!', '?', '^') AND abs(k - unmoved) <= 2
                ORDER BY abs(k - unmoved) LIMIT 1);
        END IF;
        SELECT k INTO other FROM generate_subscripts(items, 1) k WHERE items[k].code = 'R' AND clause[k] = clause[j] AND abs(k - i) <= 3 LIMIT 1;
        IF items[other].value = 'by' OR other IS NOT NULL AND items[i].low < 60 THEN  -- no level, but by how much it rose
            claim.measure := CASE WHEN unmoved IS NOT NULL THEN 'rise unmoved' END;
        END IF;
        IF unmoved IS NOT NULL OR claim.measure IS NULL THEN
            claim.members := claim.members || CASE WHEN other IS NULL THEN '{}' ELSE ARRAY[other] END;
            RETURN claim;
        END IF;
        -- A run with an average heart rate above 150; a heart rate above 70 while asleep.
        SELECT k INTO other FROM generate_subscripts(items, 1) k
        WHERE items[k].code = 'a' AND NOT denied[k] AND (items[statistic].value = 'mean' OR clause[k] = clause[j] AND EXISTS (
              SELECT FROM generate_series(least(k, j), greatest(k, j)) c WHERE items[c].code = 'i'))
        ORDER BY abs(k - j) LIMIT 1;
        IF other IS NOT NULL THEN
            claim.subject := 'activity ' || other;
            claim.activity := CASE items[other].value WHEN 'walked' THEN 'walk' ELSE items[other].value END;
            claim.members := claim.members || other;
            claim.measure := CASE WHEN items[statistic].value = 'mean' THEN 'mean heart rate'
                                  WHEN items[statistic].value = 'max' OR statistic IS NULL AND split_part(items[i].value, ' ', 1) IN ('>', '}')
                                  THEN 'max heart rate' END;
        ELSIF EXISTS (SELECT FROM generate_subscripts(items, 1) k WHERE items[k].value IN ('sleep') AND clause[k] = clause[j]
                      AND NOT EXISTS (SELECT FROM generate_subscripts(items, 1) n WHERE n <> i AND items[n].code IN ('N', 'C') AND clause[n] = clause[k])) THEN
            claim.measure := 'sleep heart rate';
            SELECT claim.members || k INTO claim.members FROM generate_subscripts(items, 1) k WHERE items[k].value = 'sleep' AND clause[k] = clause[j] LIMIT 1;
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
