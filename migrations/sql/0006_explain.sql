-- One window and words: like it but with something else, which label tells it, and what in it answers a question.

CREATE FUNCTION search_composed(
    window_id uuid,
    text text,
    k integer DEFAULT 10,
    subject text DEFAULT NULL,
    study text DEFAULT NULL,
    source text DEFAULT NULL,
    since timestamp DEFAULT NULL,
    until timestamp DEFAULT NULL,
    weekday integer[] DEFAULT NULL,
    label text DEFAULT NULL,
    min_coverage real DEFAULT NULL,
    time_from time DEFAULT NULL,
    time_to time DEFAULT NULL,
    language text DEFAULT NULL
) RETURNS SETOF window_hit
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    model CONSTANT models := active_model();
    together halfvec;
BEGIN
    SELECT c.vector INTO together FROM composed_embeddings c
    WHERE c.model_version = model.version AND c.window_id = search_composed.window_id
      AND c.text = text_key(search_composed.text);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the model % has not embedded this window and this text together', model.version
            USING HINT = 'That takes its fused encoder: ask the search service once (`wearscribe serve`, '
                         '/v1/windows/ID/composed), and the database knows it too. similar_windows needs no text.';
    END IF;
    RETURN QUERY SELECT * FROM window_hits(nearest_windows(
        together, k,
        window_filter(subject, study, source, since, until, weekday, label, min_coverage)
            || format(' AND w.window_id <> %L', search_composed.window_id),
        CASE WHEN time_from IS NULL AND time_to IS NULL THEN 'window' END, time_from, time_to),
        coalesce(language, language_of(search_composed.text)));
END
$$;

COMMENT ON FUNCTION search_composed(
    uuid, text, integer, text, text, text, timestamp, timestamp, integer[], text, real, time, time, text
) IS 'The k windows like this one but with what the text says, itself left out; an error where the search service has not '
     'embedded the two together. Filters as in search_windows';

CREATE TYPE label_likelihood AS (
    label text,
    score real,
    probability real
);

COMMENT ON TYPE label_likelihood IS 'How well a label tells a window';
COMMENT ON COLUMN label_likelihood.label IS 'The label, in words';
COMMENT ON COLUMN label_likelihood.score IS 'Cosine similarity of the window and the label';
COMMENT ON COLUMN label_likelihood.probability IS 'Among the labels given, which it takes for the only ones there are';

CREATE FUNCTION classify_window(window_id uuid, labels text[]) RETURNS SETOF label_likelihood
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    of_window CONSTANT halfvec := vector_of(window_id);
    temperature CONSTANT real := 0.05;
    -- One way for all: a vector of the transformer and one of the static tower are not equally near to a window.
    exact CONSTANT boolean := NOT EXISTS (
        SELECT FROM unnest(labels) l WHERE (text_vector(l)).way IS DISTINCT FROM 'exact');
    unknown text;
BEGIN
    SELECT l INTO unknown FROM unnest(labels) l WHERE (text_vector(l, exact)).vector IS NULL LIMIT 1;
    IF FOUND THEN
        PERFORM embed_text(unknown);  -- it says why it cannot
    END IF;
    RETURN QUERY
    WITH scored AS (
        SELECT l AS label, (1 - ((text_vector(l, exact)).vector <=> of_window))::real AS score
        FROM (SELECT DISTINCT l FROM unnest(labels) l) given
    ), likely AS (
        SELECT s.label, s.score, exp((s.score - max(s.score) OVER ()) / temperature) AS odds FROM scored s
    )
    SELECT y.label, y.score, (y.odds / sum(y.odds) OVER ())::real FROM likely y ORDER BY y.odds DESC, y.label;
END
$$;

COMMENT ON FUNCTION classify_window(uuid, text[]) IS
    'Which of the labels, in words, tells a window best, without training (zero-shot): the softmax of the cosine '
    'similarities over a temperature of 0.05, near to what the released models learnt. predict_label is for labels with '
    'examples';

CREATE TYPE match_evidence AS (
    kind text,
    start_minute integer,
    end_minute integer,
    said text,
    score real,
    met boolean
);

COMMENT ON TYPE match_evidence IS 'Something in a window that answers a question, or does not';
COMMENT ON COLUMN match_evidence.kind IS 'condition, wish, span or caption';
COMMENT ON COLUMN match_evidence.start_minute IS 'First minute, since the start of the window; null: the window as a whole';
COMMENT ON COLUMN match_evidence.end_minute IS 'Minute after the last';
COMMENT ON COLUMN match_evidence.said IS 'The actual value, what was asked where it is not met, or what is said of the span';
COMMENT ON COLUMN match_evidence.score IS 'Of a span the cosine similarity with the text, of a caption its text rank';
COMMENT ON COLUMN match_evidence.met IS 'Of a condition or a wish: whether the window meets it';

CREATE FUNCTION claims_of(condition text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(
    'SELECT greatest(a.start_minute, 0) AS first, least(a.end_minute, w.minutes) AS last '
    || CASE WHEN regexp_count(condition, 'EXISTS') = 1
            THEN substring(condition, '^EXISTS \(SELECT (FROM annotations .*)\)$') END
    || ' ORDER BY a.number',
    'SELECT NULL::integer AS first, NULL::integer AS last');

COMMENT ON FUNCTION claims_of(text) IS
    'Of a condition of parse_query that there is an annotation (a), the SQL over w that gives the minutes of those there '
    'are; of any other, one row of nulls';

CREATE FUNCTION explain_match(window_id uuid, text text) RETURNS SETOF match_evidence
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
DECLARE
    tongue CONSTANT text := language_of(explain_match.text);
    parts CONSTANT query_part[] := question_parts(explain_match.text);
    embedded CONSTANT embedded_text := text_vector(explain_match.text);
    any_word CONSTANT tsquery := replace(words_of(parts, tongue)::text, ' & ', ' | ');
    part query_part;
BEGIN
    IF NOT EXISTS (SELECT FROM windows w WHERE w.window_id = explain_match.window_id) THEN
        RAISE EXCEPTION 'there is no window %', explain_match.window_id
            USING HINT = 'v_windows lists the windows.';
    END IF;
    FOR part IN SELECT p.* FROM unnest(parts) WITH ORDINALITY p (piece, kind, means, condition, evidence, place)
                WHERE p.condition IS NOT NULL ORDER BY p.kind, p.place LOOP
        RETURN QUERY EXECUTE format(
            'SELECT %L, claim.first, claim.last, coalesce((%s), %L), NULL::real, coalesce((%s), false) '
            'FROM windows w LEFT JOIN LATERAL (%s) claim ON true WHERE w.window_id = $1',
            part.kind, coalesce(part.evidence, 'NULL::text'), part.means, part.condition, claims_of(part.condition))
            USING explain_match.window_id;
    END LOOP;
    RETURN QUERY
    SELECT 'span', e.start_minute, e.end_minute,
           CASE e.span WHEN 'bout' THEN said_of(e.window_id, e.start_minute, e.end_minute, tongue)
                       ELSE summary_of(e.window_id, tongue) END,
           (1 - (e.vector <=> embedded.vector))::real, NULL::boolean
    FROM embeddings e
    WHERE e.window_id = explain_match.window_id AND e.model_version = embedded.model_version
      AND embedded.vector IS NOT NULL
    ORDER BY e.vector <=> embedded.vector, e.number;
    RETURN QUERY
    SELECT 'caption', cited.first, cited.last, s.sentence ->> 'text',
           ts_rank(caption_words(tongue, s.sentence ->> 'text'), any_word) AS rank, NULL::boolean
    FROM captions c
    CROSS JOIN LATERAL jsonb_array_elements(c.sentences) WITH ORDINALITY s (sentence, place)
    CROSS JOIN LATERAL (
        SELECT min(greatest(a.start_minute, 0)) AS first, max(least(a.end_minute, w.minutes)) AS last
        FROM annotations a JOIN windows w ON w.window_id = a.window_id
        WHERE a.window_id = c.window_id AND s.sentence -> 'annotations' @> to_jsonb(a.number)
    ) cited
    WHERE c.window_id = explain_match.window_id AND c.language = tongue
      AND caption_words(tongue, s.sentence ->> 'text') @@ any_word
    ORDER BY rank DESC, c.level, c.author, s.place;
END
$$;

COMMENT ON FUNCTION explain_match(uuid, text) IS
    'What in a window answers a question: its conditions and wishes with the actual values, a row for each annotation that '
    'meets one; the spans by their similarity with the text (none where it cannot be embedded); and the sentences of '
    'captions that hold a word of it; each with its minutes';
