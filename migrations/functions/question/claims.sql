-- What a question claims: bounds with their subjects, what must not be, weekdays, and what is merely named.

CREATE OR REPLACE FUNCTION question_claims(items question_item[]) RETURNS question_claim[]
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
    excepted integer[] := '{}';  -- the words of what an activity is not
    number integer := 1;
    step integer;
    part integer;
    j integer;
    k integer;
BEGIN
    -- 가만히 있는데 심박이 20 넘게 뛴: the heart did, nobody ran.
    FOR i IN 2 .. count LOOP
        IF items[i].value = 'run' AND 'heart rate' IN (items[i - 1].value, items[i - 2].value, items[i - 3].value)
            AND EXISTS (SELECT FROM unnest(items) n WHERE n.value = 'still') THEN
            items[i].code := 'R';
            items[i].value := '';
        END IF;
    END LOOP;
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
        IF items[i].code = '^' AND items[j].value = 'sleep' AND 'nap' IN (items[i - 1].value, items[i - 2].value) THEN
            j := CASE items[i - 1].value WHEN 'nap' THEN i - 1 ELSE i - 2 END;  -- 낮잠도 안 자고
        END IF;
        IF items[i].code = '^' AND items[j].code IN ('a', 'm', 'w') IS NOT TRUE THEN  -- 자전거도 안 탄
            k := i - 1;
            WHILE items[k].code IN ('.', ',') LOOP
                k := k - 1;
            END LOOP;
            j := CASE WHEN items[k].code = 'a' THEN k ELSE j END;
            step := CASE WHEN items[k].code = 'a' THEN -1 ELSE step END;
        END IF;
        IF items[j].code = 'p' THEN  -- exercised, but not in the evening; 저녁 말고
            SELECT n INTO k FROM generate_subscripts(items, 1) n WHERE items[n].code = 'a' AND NOT denied[n] AND n <> j
            ORDER BY abs(n - i) LIMIT 1;
            IF k IS NOT NULL AND (step = -1 OR items[j + 1].code IS DISTINCT FROM 'a') THEN
                claims := claims || ROW('part ' || j, 'in', items[j], CASE items[k].value WHEN 'walked' THEN 'walk' ELSE items[k].value END,
                    true, ARRAY[i, j])::question_claim;
                claimed[j] := true;
                CONTINUE;
            END IF;
        END IF;
        IF items[i].value = 'but' THEN  -- some sport other than walking; 달리기 말고 다른 운동
            k := CASE WHEN items[i].code = '!' THEN (SELECT max(n) FROM generate_subscripts(items, 1) n WHERE n < i AND items[n].code = 'a')
                ELSE (SELECT min(n) FROM generate_subscripts(items, 1) n WHERE n > i AND items[n].code = 'a') END;
            IF items[j].code = 'a' AND items[k].value IN ('workout', 'activity', 'cardio') THEN
                items[k].value := items[k].value || ' but ' || CASE items[j].value WHEN 'walked' THEN 'walk' ELSE items[j].value END;
                items[j].code := '.';
                claimed[j] := true;
                excepted := excepted || i || j;
            ELSE
                unsure[clause[i]] := true;
            END IF;
            CONTINUE;
        END IF;
        IF items[j].code IN ('a', 'm', 'w') AND items[i].value NOT LIKE 'doubt%'
            AND coalesce(items[i - 1].value, '') NOT LIKE '%little%' THEN  -- nor is 거의 안 a no
 
            denied[j] := true;
            denier[j] := i;
            WHILE items[j].code = 'a' AND (items[j + step].code = '|' AND items[j + 2 * step].code = 'a'
                OR step = -1 AND items[j - 1].code = 'a') LOOP
                j := j + CASE items[j + step].code WHEN '|' THEN 2 ELSE 1 END * step;  -- no run or swim, 달리기도 자전거도 안
                denied[j] := true;
                denier[j] := i;
            END LOOP;
        ELSE  -- hardly any exercise, no real sport: neither wanted nor not
            unsure[clause[i]] := true;
            j := CASE WHEN items[j].code IN ('x', 's', '~') THEN j + step ELSE j END;
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
        IF j IS NULL AND bound.value LIKE '% min' THEN  -- a bike ride to work, half an hour: of the one thing that it can be
            SELECT CASE count(*) WHEN 1 THEN min(n) END INTO j FROM generate_subscripts(items, 1) n
            WHERE items[n].code = 'a' AND NOT denied[n] AND abs(clause[n] - clause[i]) <= 1
                AND NOT EXISTS (SELECT FROM unnest(items) o WHERE o.code = 'm');
        END IF;
        claim := NULL;
        claim.members := ARRAY[i];
        IF j IS NULL THEN
            IF bound.value LIKE '% bpm' AND 'mean' IN (items[i - 1].value, items[i - 2].value, items[i + 1].value) THEN
                SELECT n INTO k FROM generate_subscripts(items, 1) n WHERE items[n].code = 'a' AND NOT denied[n]
                ORDER BY abs(n - i) LIMIT 1;  -- a workout averaging over 145 bpm
                IF k IS NOT NULL THEN
                    claim.measure := 'mean heart rate';
                    claim.activity := CASE items[k].value WHEN 'walked' THEN 'walk' ELSE items[k].value END;
                    claim.subject := 'activity ' || k;
                    claim.negated := false;
                    claim.bound := bound;
                    claim.members := ARRAY[i, k] || ARRAY(SELECT n FROM generate_series(i - 2, i + 1) n WHERE items[n].value = 'mean');
                    claims := claims || claim;
                    FOREACH k IN ARRAY claim.members LOOP
                        claimed[k] := true;
                    END LOOP;
                    CONTINUE;
                END IF;
            END IF;
            claim.measure := CASE
                WHEN EXISTS (SELECT FROM generate_subscripts(items, 1) n WHERE items[n].code = 'a'
                    AND items[n].value <> 'walked'
                             AND clause[n] = clause[i] AND NOT denied[n]) THEN NULL
                WHEN split_part(bound.value, ' ', 2) IN ('steps', 'kcal') AND bound.code = 'N'
                    THEN CASE split_part(bound.value, ' ', 2) WHEN 'kcal' THEN 'calories' ELSE 'steps' END
                WHEN split_part(bound.value, ' ', 2) = 'steps/min' THEN 'cadence'
                WHEN bound.value LIKE '% min' AND EXISTS (SELECT FROM unnest(claims) c WHERE c.measure = 'cadence')
                    THEN 'moving'  -- 100 steps a minute for 20 minutes
                WHEN bound.value IN ('> bpm', '} bpm') THEN 'heart rate max'
                -- A night of five hours; woke up often but still got seven hours.
                WHEN bound.value LIKE '% min' AND bound.low BETWEEN 60 AND 900 AND EXISTS (
                    SELECT FROM generate_subscripts(items, 1) n WHERE items[n].value = 'night' AND clause[n] = clause[i]
                        OR items[n].value IN ('wake', 'awakenings', 'bedtime') AND clause[n] = clause[i] - 1)
                    AND NOT EXISTS (SELECT FROM generate_subscripts(items, 1) n WHERE items[n].code IN ('a', 'm')
                        AND items[n].value NOT IN ('sleep', 'awakenings', 'wake', 'bedtime')) THEN 'asleep' END;
            claim.subject := CASE claim.measure WHEN 'asleep' THEN 'sleep'
                WHEN 'moving' THEN (SELECT c.subject FROM unnest(claims) c WHERE c.measure = 'cadence' LIMIT 1)
                ELSE claim.measure || ' ' || i END;
        ELSIF unsure[clause[j]] THEN
            CONTINUE;
        ELSE
            SELECT * INTO claim FROM question_bind(items, clause, denied, i, j);
            IF denied[j] AND claim.members IS NOT NULL THEN
                claim.members := claim.members || denier[j];
            END IF;
        END IF;
        CONTINUE WHEN claim.measure IS NULL;
        -- How often, and how long or when each time: one subject.
        IF items[j].value IN ('still', 'moving', 'not worn') AND (claim.measure = 'count' OR EXISTS (
            SELECT FROM unnest(claims) c WHERE c.measure = 'count')) THEN
            claim.subject := coalesce(
                (SELECT c.subject FROM unnest(claims) c WHERE c.subject LIKE items[j].value || ' %' LIMIT 1), claim.subject);
        END IF;
        claim.bound := question_hours(coalesce(claim.bound, bound), claim.measure, (
            SELECT items[p].value FROM generate_subscripts(items, 1) p WHERE items[p].code = 'p'
                AND clause[p] = clause[i] LIMIT 1));
        CONTINUE WHEN (claim.bound).code = 'x';
        claims := claims || claim;
        FOREACH k IN ARRAY claim.members LOOP
            claimed[k] := true;
        END LOOP;
    END LOOP;

    -- What must not be, and what is merely named.
    FOR i IN 1 .. count LOOP
        part := NULL;
        IF (items[i].code = 'a' OR items[i].value = 'nap' OR claimed[i] AND items[i].value IN ('still', 'not worn', 'moving'))
            AND (NOT denied[i] OR items[i].value <> 'nap') THEN
            FOR distance IN 1 .. 5 LOOP  -- the nearest, with nothing but its numbers between
                FOREACH j IN ARRAY ARRAY[-distance, distance] LOOP
                    IF part IS NULL AND items[i + j].code = 'p' AND clause[i + j] = clause[i] AND NOT claimed[i + j]
                        AND (distance < 3 AND NOT denied[i] OR NOT EXISTS (  -- no run in the morning
                            SELECT FROM generate_series(least(i, i + j) + 1, greatest(i, i + j) - 1) n
                            WHERE items[n].code NOT IN ('.', ',', 'N', 'O', 'i') AND NOT (items[n].code IN ('x', '?', '!') AND denied[i]))) THEN
                        part := i + j;
                    END IF;
                END LOOP;
            END LOOP;
            part := CASE WHEN part IS NULL AND items[i].code = 'a' AND items[i - 1].value = 'night' THEN i - 1 ELSE part END;
            IF part IS NULL THEN  -- yoga or pilates in the morning, 아침에 요가나 필라테스
                FOREACH j IN ARRAY '{1,-1}'::integer[] LOOP
                    IF items[i + j].code = '|' AND items[i + 2 * j].code = 'a' AND items[i + 3 * j].code = 'p' THEN
                        part := i + 3 * j;
                    END IF;
                END LOOP;
            ELSIF NOT (items[i + 1].code = '|' AND items[i + 2].code = 'a') THEN
                claimed[part] := true;
            END IF;
        END IF;
        CONTINUE WHEN claimed[i] AND part IS NULL;
        claim := NULL;
        claim.negated := denied[i];
        claim.members := ARRAY[i];
        IF denied[i] THEN
            claim.members := claim.members || denier[i];
        END IF;
        IF items[i].code = 'a' AND NOT (denied[i] AND unsure[clause[i]]) OR items[i].code = 'm'
            AND (items[i].value = 'nap' OR part IS NOT NULL) THEN
            claim.subject := CASE items[i].code WHEN 'a' THEN 'activity ' || i ELSE 'nap' END;
            claim.activity := CASE WHEN items[i].value = 'walked' THEN 'walk' WHEN items[i].code = 'a'
                THEN items[i].value END;
            IF part IS NOT NULL THEN
                claim.subject := CASE items[i].code WHEN 'a' THEN '' ELSE items[i].value || ' ' END || 'part ' || i;
                claim.measure := 'in';
                claim.bound := items[part];
                claim.members := CASE WHEN claimed[i] THEN ARRAY[part] ELSE claim.members || part END;
                IF claimed[i] AND items[i].code = 'm' THEN  -- an hour without the watch in the afternoon
                    claim.subject := coalesce((SELECT c.subject FROM unnest(claims) c WHERE i = ANY (c.members)
                        AND c.subject LIKE items[i].value || ' %' LIMIT 1), claim.subject);
                END IF;
            END IF;
            claims := claims || claim;
        ELSIF denied[i] AND items[i].value IN ('awakenings', 'wake') AND NOT unsure[clause[i]] AND NOT EXISTS (
            SELECT FROM unnest(items) n WHERE n.value IN ('still', '=long still')) THEN  -- who did not get up from a desk
            claim.subject := 'sleep';
            claim.negated := false;
            claim.measure := 'awakenings';
            claim.bound := ROW('N', '= times', 0, NULL, 0, 0)::question_item;
            claims := claims || claim;
        ELSIF items[i].code = 'R' THEN
            FOREACH j IN ARRAY ARRAY[-2, -1, 1, 2] LOOP
                IF items[i + j].value = 'heart rate' AND NOT claimed[i + j] THEN
                    SELECT n INTO k FROM generate_subscripts(items, 1) n
                    WHERE abs(clause[n] - clause[i]) <= 1 AND (items[n].value IN ('steps', 'moving') AND denied[n]
                        OR items[n].value = 'still') AND NOT claimed[n] ORDER BY abs(clause[n] - clause[i]) LIMIT 1;
                    IF k IS NOT NULL THEN
                        claim.subject := 'unmoved';
                        SELECT n INTO part FROM generate_subscripts(items, 1) n
                        WHERE items[n].code = 'p' AND clause[n] = clause[i] AND NOT claimed[n] LIMIT 1;
                        IF part IS NOT NULL THEN
                            claim.subject := 'unmoved part';
                            claim.measure := 'in';
                            claim.bound := items[part];
                        END IF;
                        claim.negated := false;
                        claim.members := ARRAY[i, i + j, k] || CASE WHEN part IS NULL THEN '{}' ELSE ARRAY[part] END || CASE WHEN denied[k] THEN ARRAY[denier[k]]
                            ELSE '{}' END;
                        claims := claims || claim;
                        EXIT;
                    END IF;
                END IF;
            END LOOP;
        END IF;
    END LOOP;

    FOR i IN 1 .. cardinality(claims) LOOP
        IF claims[i].activity LIKE '% but %' THEN
            claims[i].members := claims[i].members || excepted;
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
        IF items[i + 1].code = '-' AND items[i + 2].code = 'w' AND items[i].value < items[i + 2].value
            AND length(items[i].value || items[i + 2].value) = 2 THEN
            claim.activity := concat(claim.activity, substr('1234567', items[i].value::integer,
                items[i + 2].value::integer - items[i].value::integer + 1));
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
