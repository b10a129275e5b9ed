-- The shapes of rows that functions return and hand on.

CREATE TYPE window_hit AS (
    window_id uuid,
    study text,
    subject text,
    source text,
    starts_at timestamp,
    score real,
    span text,
    start_minute integer,
    end_minute integer,
    caption text,
    met text[],
    met_spans int4range[]
);

COMMENT ON TYPE window_hit IS 'A window that was found: one row a window, best first';
COMMENT ON COLUMN window_hit.window_id IS 'The window';
COMMENT ON COLUMN window_hit.study IS 'Name of the study';
COMMENT ON COLUMN window_hit.subject IS 'Pseudonym of the wearer';
COMMENT ON COLUMN window_hit.source IS 'Kind of device or file';
COMMENT ON COLUMN window_hit.starts_at IS 'First minute of the window, local wall clock';
COMMENT ON COLUMN window_hit.score IS 'Higher is better: cosine similarity, or the text rank of search_captions';
COMMENT ON COLUMN window_hit.span IS 'What of it matches best: the whole window or a bout in it';
COMMENT ON COLUMN window_hit.start_minute IS 'First minute of what matched, since the start of the window';
COMMENT ON COLUMN window_hit.end_minute IS 'Minute after the last of what matched';
COMMENT ON COLUMN window_hit.caption IS
    'In the language asked for: of a bout what is said of it, of a window its summary; for search_captions what matched';
COMMENT ON COLUMN window_hit.met IS 'What of it meets parts of the question, each with the actual value';
COMMENT ON COLUMN window_hit.met_spans IS
    'The minutes of each of met, since the start of the window; null where it is about the window as a whole';

CREATE TYPE ranked_window AS (
    window_id uuid,
    score real,
    span text,
    start_minute integer,
    end_minute integer,
    caption text
);

COMMENT ON TYPE ranked_window IS 'A window that was found, before it is told: see window_hit';
COMMENT ON COLUMN ranked_window.window_id IS 'The window';
COMMENT ON COLUMN ranked_window.score IS 'Higher is better';
COMMENT ON COLUMN ranked_window.span IS 'What of it matches best: the whole window or a bout in it';
COMMENT ON COLUMN ranked_window.start_minute IS 'First minute of what matched';
COMMENT ON COLUMN ranked_window.end_minute IS 'Minute after the last of what matched';
COMMENT ON COLUMN ranked_window.caption IS 'The caption that matched, null where none was asked for';

CREATE TYPE embedded_text AS (
    model_version text,
    way text,
    vector halfvec,
    known real
);

COMMENT ON TYPE embedded_text IS 'A text as a vector, and how it became one';
COMMENT ON COLUMN embedded_text.model_version IS 'The active model, null where none is';
COMMENT ON COLUMN embedded_text.way IS
    'exact: embedded by the transformer. static: by the static tower. Null: by neither';
COMMENT ON COLUMN embedded_text.vector IS 'L2-normalised; null where the text cannot be embedded here';
COMMENT ON COLUMN embedded_text.known IS
    'By the static tower: which share of the text''s different tokens text_vectors knows. Null: of none, or not asked';

CREATE TYPE query_part AS (
    piece text,
    kind text,
    means text,
    condition text,
    evidence text,
    degree text
);

COMMENT ON TYPE query_part IS 'A part of a question, and what is made of it';
COMMENT ON COLUMN query_part.piece IS 'The words of the question';
COMMENT ON COLUMN query_part.kind IS
    'condition: must be met. wish: ranks, and is shown where met. trait: ranks by how much of it there is, and is shown where there is enough; its words are in the rest too. rest: what the vectors rank';
COMMENT ON COLUMN query_part.means IS 'The same in canonical words, null for the rest';
COMMENT ON COLUMN query_part.condition IS
    'SQL over w, a row of windows: whether it is met. Holds no words of the question. Null for the rest';
COMMENT ON COLUMN query_part.evidence IS
    'SQL over w: a short English text with the actual value, null where the condition is not met; of several annotations that are counted, "; " between them';
COMMENT ON COLUMN query_part.degree IS
    'SQL over w: how much a window has of a trait, from 0 to 1; null of a window that tells nothing of it, and of other kinds';

CREATE TYPE question_item AS (
    code text,
    value text,
    low numeric,
    high numeric,
    first integer,
    last integer
);

COMMENT ON TYPE question_item IS 'A word, a number or a bound of a question';
COMMENT ON COLUMN question_item.code IS 'What it is, as the tables of words list; x is an unknown word';
COMMENT ON COLUMN question_item.value IS 'Which measure, activity, unit';
COMMENT ON COLUMN question_item.low IS 'The number, or the lower of two; of a clock time minutes of the day';
COMMENT ON COLUMN question_item.high IS 'The upper of two numbers';
COMMENT ON COLUMN question_item.first IS 'Its first character in the question, from one';
COMMENT ON COLUMN question_item.last IS 'Its last character';

CREATE TYPE question_limit AS (
    means text,
    condition text,
    told text
);

COMMENT ON TYPE question_limit IS 'A bound on a measure';
COMMENT ON COLUMN question_limit.means IS 'In canonical words: > 40 min, after 18:00';
COMMENT ON COLUMN question_limit.condition IS 'SQL over a and w, null where the bound is in doubt';
COMMENT ON COLUMN question_limit.told IS 'SQL over a and w: the actual value in words';

CREATE TYPE question_claim AS (
    subject text,
    measure text,
    bound question_item,
    activity text,
    negated boolean,
    members integer[]
);

COMMENT ON TYPE question_claim IS 'A bound that belongs to a subject';
COMMENT ON COLUMN question_claim.subject IS 'Claims of the same subject are met by the same annotation';
COMMENT ON COLUMN question_claim.measure IS
    'A name of question_measures, count, weekday, or null where a thing is merely named';
COMMENT ON COLUMN question_claim.bound IS 'The bound';
COMMENT ON COLUMN question_claim.activity IS 'A name of question_activities';
COMMENT ON COLUMN question_claim.negated IS 'Whether there must be none such';
COMMENT ON COLUMN question_claim.members IS 'The items of the question that say so';

CREATE TYPE met_fact AS (
    window_id uuid,
    part integer,
    place bigint,
    said text,
    minutes int4range
);

COMMENT ON TYPE met_fact IS 'What of a window meets a part of a question';
COMMENT ON COLUMN met_fact.window_id IS 'The window';
COMMENT ON COLUMN met_fact.part IS 'Which part of the question, from 1';
COMMENT ON COLUMN met_fact.place IS 'Which of several facts that meet it, from 1';
COMMENT ON COLUMN met_fact.said IS 'A short English text with the actual value';
COMMENT ON COLUMN met_fact.minutes IS
    'Its minutes since the start of the window; null where it is about the window as a whole';

CREATE TYPE match_evidence AS (
    kind text,
    start_minute integer,
    end_minute integer,
    said text,
    score real,
    met boolean
);

COMMENT ON TYPE match_evidence IS 'Something in a window that answers a question, or does not';
COMMENT ON COLUMN match_evidence.kind IS 'condition, trait, wish, span or caption';
COMMENT ON COLUMN match_evidence.start_minute IS
    'First minute, since the start of the window; null: the window as a whole';
COMMENT ON COLUMN match_evidence.end_minute IS 'Minute after the last';
COMMENT ON COLUMN match_evidence.said IS
    'The actual value, what was asked where it is not met, or what is said of the span';
COMMENT ON COLUMN match_evidence.score IS 'Of a span the cosine similarity with the text, of a caption its text rank';
COMMENT ON COLUMN match_evidence.met IS 'Of a condition, a trait or a wish: whether the window meets it';

CREATE TYPE label_likelihood AS (
    label text,
    score real,
    probability real
);

COMMENT ON TYPE label_likelihood IS 'How well a label tells a window';
COMMENT ON COLUMN label_likelihood.label IS 'The label, in words; unknown: none of those that were given';
COMMENT ON COLUMN label_likelihood.score IS
    'The mean of the label''s cosine similarities with the window as a whole and with the span of it that is nearest';
COMMENT ON COLUMN label_likelihood.probability IS
    'Among the labels given and unknown, which it takes for all there are';

CREATE TYPE window_label AS (
    window_id uuid,
    start_minute integer,
    end_minute integer,
    label text,
    confidence real
);

COMMENT ON TYPE window_label IS 'What a classifier says of a span of a window';
COMMENT ON COLUMN window_label.window_id IS 'The window';
COMMENT ON COLUMN window_label.start_minute IS 'First minute of the span, since the start of the window';
COMMENT ON COLUMN window_label.end_minute IS 'Minute after the last of the span';
COMMENT ON COLUMN window_label.label IS 'The likeliest label';
COMMENT ON COLUMN window_label.confidence IS 'Its probability among the labels of the classifier, 0 to 1';
