-- A question, split into what is answered exactly and what the vectors rank.

CREATE FUNCTION question_piece(said text, items question_item[], members integer[]) RETURNS text
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

CREATE FUNCTION parse_query(query text) RETURNS SETOF query_part
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
    parts query_part[] := '{}';
    places integer[] := '{}';
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
        RETURN NEXT ROW(query, 'rest', NULL, NULL, NULL)::query_part;
        RETURN;
    END IF;
    items := question_bounds(question_clocks(question_numbers(question_items(said))));
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
        part.piece := question_piece(said, items, members);
        part.kind := CASE WHEN coalesce(claims[i].measure, 'in') <> 'in' OR claims[i].negated THEN 'condition'
            ELSE 'wish' END;
        FOREACH start IN ARRAY members LOOP
            owned[start] := true;
        END LOOP;
        parts := parts || part;
        places := places || (SELECT min(member) FROM unnest(members) member);
    END LOOP;

    IF cardinality(parts) = 0 THEN
        RETURN NEXT ROW(btrim(query, E' \t\r\n'), 'rest', NULL, NULL, NULL)::query_part;
        RETURN;
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
                                  'rest', NULL, NULL, NULL)::query_part;
            places := places || start;
        END IF;
    END LOOP;
    RETURN QUERY SELECT p.piece, p.kind, p.means, p.condition, p.evidence
    FROM unnest(parts, places) p (piece, kind, means, condition, evidence, place) ORDER BY p.place;
END
$$;

COMMENT ON FUNCTION parse_query(text) IS
    'Split a question, English or Korean, into exact conditions, wishes, and the rest for the vectors, in their order. '
    'A condition is SQL over w, a row of windows. What is not understood for certain stays in the rest';
