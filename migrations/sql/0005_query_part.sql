-- What a question is split into.

CREATE TYPE query_part AS (
    piece text,
    kind text,
    means text,
    condition text,
    evidence text
);

COMMENT ON TYPE query_part IS 'A part of a question, and what is made of it';
COMMENT ON COLUMN query_part.piece IS 'The words of the question';
COMMENT ON COLUMN query_part.kind IS
    'condition: must be met. wish: ranks, and is shown where met. rest: what the vectors rank';
COMMENT ON COLUMN query_part.means IS 'The same in canonical words, null for the rest';
COMMENT ON COLUMN query_part.condition IS
    'SQL over w, a row of windows: whether it is met. Holds no words of the question. Null for the rest';
COMMENT ON COLUMN query_part.evidence IS
    'SQL over w: a short English text with the actual value, null where the condition is not met';
