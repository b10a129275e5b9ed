-- Which traits a question names: a word of degree with what it is about (hardly slept, 안정 심박이 높은), a word that says
-- both (overslept), or what is only asked for where there is much of it (sat, not worn).

CREATE OR REPLACE FUNCTION question_denied(items question_item[], i integer, besides integer) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(items[i - 1].code IN ('!', '^') AND i - 1 <> besides, false)
    OR coalesce(items[i + 1].code IN ('^', '?') AND i + 1 <> besides, false);

COMMENT ON FUNCTION question_denied(question_item[], integer, integer) IS
    'Whether a "not" stands before or behind an item, but for that at besides';

CREATE OR REPLACE FUNCTION question_degree_of(degree text, subject question_item, denied boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    -- Hardly slept and did not sleep much are the same; not at all well is badly; what is not long may be anything.
    said CONSTANT text := CASE WHEN NOT denied THEN degree
        ELSE CASE degree WHEN 'much' THEN 'little' WHEN 'enough' THEN 'little' WHEN 'little' THEN 'little'
            WHEN 'long' THEN 'little' WHEN 'good' THEN 'bad' END END;
    about CONSTANT text := CASE WHEN subject.code = 'a' THEN
        CASE WHEN subject.value IN ('walk', 'walked') AND said IN ('much', 'little') THEN 'steps'
             WHEN subject.value IN ('workout', 'activity') AND said = 'little' THEN 'workout' ELSE 'activity' END
        ELSE subject.value END;
BEGIN
    RETURN CASE about
        WHEN 'sleep' THEN CASE said WHEN 'little' THEN 'short sleep' WHEN 'short' THEN 'short sleep' WHEN 'low' THEN 'short sleep'
            WHEN 'much' THEN 'long sleep' WHEN 'long' THEN 'long sleep' WHEN 'good' THEN 'good sleep'
            WHEN 'bad' THEN 'bad sleep' WHEN 'broken' THEN 'restless sleep' WHEN 'late' THEN 'late bedtime'
            WHEN 'early' THEN 'early bedtime' END
        WHEN 'night' THEN CASE said WHEN 'short' THEN 'short sleep' WHEN 'good' THEN 'good sleep' WHEN 'bad' THEN 'bad sleep'
            WHEN 'hard' THEN 'bad sleep' WHEN 'broken' THEN 'restless sleep' WHEN 'early' THEN 'early bedtime' WHEN 'late' THEN 'late bedtime' END
        WHEN 'wake' THEN CASE said WHEN 'much' THEN 'restless sleep' WHEN 'little' THEN 'calm sleep'
            WHEN 'late' THEN 'late rise' WHEN 'early' THEN 'early rise' END
        WHEN 'up' THEN CASE said WHEN 'late' THEN 'late bedtime' WHEN 'early' THEN 'early rise' END
        WHEN 'awakenings' THEN CASE said WHEN 'much' THEN 'restless sleep' WHEN 'little' THEN 'calm sleep' END
        WHEN 'bedtime' THEN CASE said WHEN 'late' THEN 'late bedtime' WHEN 'early' THEN 'early bedtime' END
        WHEN 'nap' THEN CASE said WHEN 'long' THEN 'long nap' WHEN 'short' THEN 'short nap' END
        WHEN 'steps' THEN CASE said WHEN 'much' THEN 'many steps' WHEN 'little' THEN 'few steps' WHEN 'high' THEN 'many steps'
            WHEN 'low' THEN 'few steps' END
        WHEN 'moving' THEN CASE said WHEN 'much' THEN 'many steps' WHEN 'little' THEN 'few steps' WHEN 'long' THEN 'long moving' END
        WHEN 'still' THEN CASE said WHEN 'much' THEN 'long still' WHEN 'long' THEN 'long still' END
        WHEN 'not worn' THEN CASE said WHEN 'much' THEN 'long not worn' WHEN 'long' THEN 'long not worn' END
        WHEN 'heart rate' THEN CASE said WHEN 'high' THEN 'high heart rate' WHEN 'low' THEN 'low heart rate' END
        WHEN 'resting heart rate' THEN CASE said WHEN 'high' THEN 'high resting heart rate' WHEN 'low' THEN 'low resting heart rate' END
        WHEN 'sleep heart rate' THEN CASE said WHEN 'high' THEN 'high sleep heart rate' WHEN 'low' THEN 'low sleep heart rate' END
        WHEN 'workout' THEN 'no workout'
        WHEN 'activity' THEN CASE said WHEN 'long' THEN 'long' WHEN 'much' THEN 'long' WHEN 'short' THEN 'short'
            WHEN 'hard' THEN 'hard' WHEN 'easy' THEN 'easy' WHEN 'low' THEN 'easy' END
    END;
END
$$;

COMMENT ON FUNCTION question_degree_of(text, question_item, boolean) IS
    'The trait that a word of degree makes of what it is about, null where it makes none';

CREATE OR REPLACE FUNCTION question_traits_said(said text, items question_item[], owned boolean[]) RETURNS SETOF query_part
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    count CONSTANT integer := coalesce(cardinality(items), 0);
    degrees CONSTANT text[] := '{little,much,enough,long,short,high,low,late,early,good,bad,broken,hard,easy}';
    behind CONSTANT text[] := '{late,early,much,good,bad}';  -- slept badly, went to bed late; but a short night
    names text[] := '{}';
    part query_part;
    degree text;
    name text;
    nearest text;
    about integer;
    at integer;
    day_part text;
    unknown integer;
BEGIN
    FOR i IN 1 .. count LOOP
        name := NULL;
        about := i;
        IF items[i].code = 'x' AND items[i].value LIKE '=%' THEN
            name := CASE WHEN items[i].value = '=many steps' AND items[i - 1].value = 'little' THEN 'few steps'
                ELSE substr(items[i].value, 2) END;  -- least active
        ELSIF items[i].code IN ('x', '!', '~', 'D', ',', 's', '>', '<') THEN  -- longer than usual is long
            degree := CASE items[i].code WHEN 's' THEN CASE items[i].value WHEN 'max' THEN 'high' WHEN 'min' THEN 'low' END
                ELSE rtrim(replace(items[i].value, 'doubt ', ''), '<') END;
            CONTINUE WHEN degree = ANY (degrees) IS NOT TRUE OR items[i].code = 's' AND owned[i];
            -- What it is about: the nearest thing in the clause, with at most two unknown words between.
            FOREACH at IN ARRAY CASE WHEN degree = ANY (behind) OR items[i].value LIKE '%<' THEN '{-1,1}'::integer[] ELSE '{1,-1}' END LOOP
                unknown := 0;
                FOR k IN 1 .. 5 LOOP
                    EXIT WHEN items[i + at * k].code IS NULL OR items[i + at * k].code IN ('&', '|', 'N', 'C') OR unknown > 2;
                    IF items[i + at * k].code IN ('m', 'a') OR items[i + at * k].value = 'night' THEN
                        nearest := question_degree_of(degree, items[i + at * k],
                            question_denied(items, i, i + at * k) OR question_denied(items, i + at * k, i));
                        IF nearest IS NOT NULL AND (name IS NULL OR k < abs(about - i)) THEN
                            name := nearest;
                            about := i + at * k;
                        END IF;
                        EXIT;
                    END IF;
                    unknown := unknown + (items[i + at * k].code = 'x')::integer;
                END LOOP;
            END LOOP;
        ELSIF items[i].code = 'R' AND NOT owned[i] THEN
            name := CASE WHEN EXISTS (SELECT FROM unnest(items) n WHERE n.value = 'heart rate')
                AND EXISTS (SELECT FROM unnest(items) n WHERE n.value = 'still' OR n.value = '=long still') THEN 'racing at rest' END;
        ELSIF items[i].code = 'V' AND items[i + 1].value = 'wake' OR items[i].code = 'm' AND items[i].value = 'awakenings' AND NOT owned[i]
            AND 'N' NOT IN (coalesce(items[i - 1].code, ''), coalesce(items[i + 1].code, '')) THEN
            name := CASE WHEN question_denied(items, i, 0) THEN 'calm sleep' ELSE 'restless sleep' END;  -- kept waking, 자다 깨다
        ELSIF items[i].code = 'm' AND NOT owned[i] AND NOT coalesce(items[i - 1].value LIKE 'doubt%', false) THEN
            -- What one only speaks of where there is much of it.
            name := CASE items[i].value WHEN 'still' THEN 'long still' WHEN 'not worn' THEN CASE WHEN question_denied(items, i, 0) THEN 'worn all day' ELSE 'long not worn' END
                WHEN 'moving' THEN CASE WHEN question_denied(items, i, 0) THEN 'few steps' ELSE 'long moving' END
                WHEN 'sleep' THEN CASE WHEN question_denied(items, i, 0) THEN 'short sleep' END END;
        END IF;
        CONTINUE WHEN name = 'long moving' AND EXISTS (SELECT FROM unnest(items) n WHERE n.value = 'still' OR n.value LIKE '%little%');
        CONTINUE WHEN name = 'long still' AND EXISTS (
            SELECT FROM unnest(items) n WHERE n.value = '=racing at rest' OR n.code = 'R' OR n.value = 'heart rate');
        name := CASE WHEN name = 'high heart rate' AND EXISTS (SELECT FROM unnest(items) n WHERE n.value = 'still')
            THEN 'racing at rest' WHEN name LIKE '% heart rate' AND items[about].value = 'heart rate' AND EXISTS (
                SELECT FROM unnest(items) n WHERE n.code = 's' AND n.value = 'mean') THEN replace(name, 'heart', 'mean heart')
            ELSE name END;
        CONTINUE WHEN name IS NULL OR concat(name, ' ', CASE items[about].code WHEN 'a' THEN about END) = ANY (names);
        names := names || concat(name, ' ', CASE items[about].code WHEN 'a' THEN about END);
        day_part := NULL;
        IF name IN ('long nap', 'short nap', 'long still', 'long not worn', 'long moving', 'racing at rest')
            OR items[about].code = 'a' THEN
            SELECT p.value INTO day_part FROM unnest(items) p WHERE p.code = 'p' LIMIT 1;
        END IF;
        part := question_trait_of(
            name, CASE WHEN items[about].code = 'a' AND name <> 'no workout' AND name NOT LIKE '%steps'
                THEN CASE items[about].value WHEN 'walked' THEN 'walk' ELSE items[about].value END END, day_part);
        part.piece := question_piece(said, items, ARRAY[i, about]);
        IF part.condition IS NOT NULL THEN
            RETURN NEXT part;
        END IF;
    END LOOP;
END
$$;

COMMENT ON FUNCTION question_traits_said(text, question_item[], boolean[]) IS
    'The traits that a question names; owned: which items conditions and wishes hold';
