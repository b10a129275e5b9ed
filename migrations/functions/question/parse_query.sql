-- A question, split into what is answered exactly, what ranks by degree, and what the vectors rank.

CREATE OR REPLACE FUNCTION question_piece(said text, items question_item[], members integer[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    piece text := '';
    previous integer;
    member integer;
    together boolean;
BEGIN
    FOR member IN SELECT DISTINCT m FROM unnest(members) m ORDER BY m LOOP
        together := previous IS NOT NULL;
        FOR between_them IN coalesce(previous, member) + 1 .. member - 1 LOOP
            together := together AND items[between_them].code IN ('.', ',', 'i', 'O');
        END LOOP;
        piece := piece || CASE WHEN together THEN substr(said, items[previous].last + 1,
            items[member].last - items[previous].last)
            ELSE CASE WHEN previous IS NULL THEN '' ELSE ' … ' END || substr(said, items[member].first,
                items[member].last - items[member].first + 1) END;
        previous := member;
    END LOOP;
    RETURN piece;
END
$$;

COMMENT ON FUNCTION question_piece(text, question_item[],
    integer[]) IS 'The words of some items of a question, … where others stand between';

CREATE OR REPLACE FUNCTION parse_query(query text) RETURNS SETOF query_part
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    longest CONSTANT integer := 1000;  -- characters: a longer text is no question
    said CONSTANT text := normalize(query, NFC);
    items question_item[];
    claims question_claim[];
    together question_claim[];
    part query_part;
    partly question_claim[];
    parts query_part[] := '{}';
    ordered query_part[];
    places integer[] := '{}';
    named integer[] := '{}';  -- of each part the activity
    owned boolean[];  -- of each item: whether a part holds it
    members integer[];
    done text[] := '{}';
    count integer;
    start integer;
    stop integer;
BEGIN
    IF said IS NULL OR said !~ '\S' THEN
        RETURN;
    ELSIF length(said) > longest THEN
        RETURN NEXT ROW(query, 'rest', NULL, NULL, NULL, NULL)::query_part;
        RETURN;
    END IF;
    items := question_bounds(question_clocks(question_decades(question_numbers(question_items(said)))));
    count := coalesce(cardinality(items), 0);
    owned := array_fill(false, ARRAY[count]);
    claims := question_claims(items);
    FOR i IN 1 .. coalesce(cardinality(claims), 0) LOOP
        CONTINUE WHEN claims[i].subject = ANY (done);
        done := done || claims[i].subject;
        together := '{}';
        members := '{}';
        FOR j IN i .. cardinality(claims) LOOP
            IF claims[j].subject = claims[i].subject THEN
                together := together || claims[j];
                members := members || claims[j].members;
            END IF;
        END LOOP;
        part := question_answer(together);
        CONTINUE WHEN part.condition IS NULL;
        -- Three hours of sitting, in the afternoon: how long is exact, of what part of the day is not.
        partly := CASE WHEN claims[i].subject ~ '^(still|not worn|moving) ' AND NOT claims[i].negated
            AND EXISTS (SELECT FROM unnest(together) c WHERE c.measure = 'in')
            THEN ARRAY(SELECT c FROM unnest(together) c WHERE c.measure <> 'in') END;
        IF cardinality(partly) > 0 THEN
            part.kind := 'wish';
            part.piece := question_piece(said, items, members);
            parts := parts || part;
            places := places || (SELECT min(member) FROM unnest(members) member);
            named := named || NULL::integer;
            part := question_answer(partly);
        END IF;
        part.piece := question_piece(said, items, members);
        part.kind := CASE WHEN coalesce(claims[i].measure, 'in') <> 'in' OR claims[i].negated THEN 'condition'
            ELSE 'wish' END;
        FOREACH start IN ARRAY members LOOP
            owned[start] := true;
        END LOOP;
        parts := parts || part;
        places := places || (SELECT min(member) FROM unnest(members) member);
        named := named || (SELECT min(member) FROM unnest(members) member WHERE items[member].code = 'a');
    END LOOP;

    IF cardinality(parts) = 0 THEN
        RETURN NEXT ROW(btrim(query, E' \t\r\n'), 'rest', NULL, NULL, NULL, NULL)::query_part;
        RETURN QUERY SELECT * FROM question_traits_said(said, items, owned);
        RETURN;
    END IF;

    -- Of activities that an "or" joins one is enough.
    FOR i IN 2 .. cardinality(parts) LOOP
        IF parts[i].kind = 'wish' AND parts[i - 1].kind = 'wish' AND named[i] - named[i - 1] = 2
            AND items[named[i] - 1].code = '|' THEN
            parts[i].degree := format('(%s OR %s)::integer', parts[i - 1].condition, parts[i].condition);
            parts[i - 1].degree := parts[i].degree;
        END IF;
    END LOOP;

    -- Who walked much need not have logged a walk.
    FOR i IN 1 .. cardinality(parts) LOOP
        IF parts[i].kind = 'wish' AND parts[i].means = 'walk' AND EXISTS (
            SELECT FROM question_traits_said(said, items, owned) t WHERE t.means LIKE '% steps (%') THEN
            parts[i].degree := '1';
        END IF;
    END LOOP;

    ordered := question_ordered(said, items, parts, named);
    IF ordered IS DISTINCT FROM parts THEN
        FOR i IN cardinality(parts) + 1 .. cardinality(ordered) LOOP
            places := places || count;  -- behind all others
        END LOOP;
        parts := ordered;
        FOR i IN 1 .. count LOOP
            owned[i] := owned[i] OR items[i].code IN ('F', 'B', 'f', 'b');
        END LOOP;
    END IF;

    -- What is left, without the words at its ends that say nothing.
    stop := 0;
    WHILE stop < count LOOP
        start := stop + 1;
        WHILE owned[start] OR items[start].code IN ('.', '&', '|', 'i', 'O', '@', 'S', 'Y', 'W', '-', 'Z') LOOP
            start := start + 1;
        END LOOP;
        stop := start;
        WHILE stop < count AND NOT owned[stop + 1] LOOP
            stop := stop + 1;
        END LOOP;
        members := ARRAY(SELECT i FROM generate_series(start, least(stop, count)) i
                         WHERE items[i].code NOT IN ('.', '&', '|', 'i', 'O', '@', 'S', 'Y', 'W', '-', 'Z'));
        IF EXISTS (SELECT FROM unnest(members) i WHERE items[i].code NOT IN (',', 'V')
                  AND NOT (items[i].code = 'p' AND items[i].first = items[i].last)) THEN  -- 밤, by itself
            parts := parts || ROW(substr(said, items[start].first,
                items[members[cardinality(members)]].last - items[start].first + 1),
                                  'rest', NULL, NULL, NULL, NULL)::query_part;
            places := places || start;
        END IF;
    END LOOP;
    RETURN QUERY SELECT p.piece, p.kind, p.means, p.condition, p.evidence, p.degree
    FROM unnest(parts, places) p (piece, kind, means, condition, evidence, degree, place) ORDER BY p.place;
    RETURN QUERY SELECT * FROM question_traits_said(said, items, owned);
END
$$;

COMMENT ON FUNCTION parse_query(text) IS
    'Split a question, English or Korean, into exact conditions, wishes, and the rest for the vectors, in their order, then '
    'traits. A condition is SQL over w, a row of windows. What is not understood for certain stays in the rest';

CREATE OR REPLACE FUNCTION question_parts(query text) RETURNS query_part[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ARRAY(SELECT p FROM parse_query(query) p);

COMMENT ON FUNCTION question_parts(text) IS 'parse_query as one value';
