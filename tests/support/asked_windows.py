"""Windows with nights, naps, activities and totals by chance, and all that the test sets ask of windows."""

import json
from pathlib import Path

from sqlalchemy import Engine

from services.store import registry
from services.store.engine import transaction

MODEL = "sieved"
_FILES = (("questions.jsonl", "query"), ("queries.jsonl", "text"))
_DATA = Path(__file__).parents[1] / "data"
_ASKED = [json.loads(line)[key] for file, key in _FILES for line in (_DATA / file).read_text("utf-8").splitlines()]
QUESTIONS = [
    *_ASKED, "slept exactly 8 hours", "in bed by half past nine", "in bed between 11 pm and 1 am", "up before 6:30",
    "two naps", "no nap and a run before 8", "at least one swim", "resting heart rate of 60 to 65", "3 or more walks",
    "two workouts", "still between 10 and 11 am", "at least 11,000 steps and at most 13,000 steps", "not on a sunday",
    "a nap", "a bike ride or a swim on a tuesday", "a morning workout with a heart rate above 150",
]  # fmt: skip

#: Four hundred windows that begin at any quarter of an hour, with nights, naps, activities and totals by chance, some
#: right at what is asked for.
_FILL = """
    SELECT setseed(0.5);
    INSERT INTO windows (
        window_id, study, subject, source, starts_at, minutes, channels, revision, coverage, labels, signal)
    SELECT gen_random_uuid(), 'test', 'subject-' || i % 7, 'fitbit',
           '2021-03-01'::timestamp + make_interval(days => i, mins => CASE WHEN i % 3 = 0 THEN i % 96 * 15 ELSE 0 END),
           1440, '{steps}', 0, 1, '[]', '' FROM generate_series(1, 400) i;
    INSERT INTO annotations (window_id, number, kind, channel, start_minute, end_minute, "values", name, refs)
    SELECT window_id, row_number() OVER (PARTITION BY window_id), kind, channel, start, start + length, told, name, '{}'
    FROM windows CROSS JOIN generate_series(1, 3) i CROSS JOIN LATERAL (
        SELECT 15 * floor(random() * 96)::integer - 120 * (i % 2) + 0 * minutes AS start,
               15 * ceil(random() * 40)::integer AS length,
               20 * floor(random() * 33) AS asleep, floor(random() * 10) AS woken
    ) night CROSS JOIN LATERAL (VALUES
        ('sleep', NULL, CASE WHEN random() < 0.7 THEN 'sleep' ELSE 'nap' END,
         jsonb_build_object('minutes_asleep', asleep, 'awakenings', woken, 'min_heart_rate', 40 + asleep / 20,
                            'mean_heart_rate', 50 + asleep / 20)),
        ('activity', NULL, (asked_names())[1 + floor(random() * 12)::integer],
         jsonb_build_object('steps', 200 * asleep, 'mean_heart_rate', 80 + asleep / 10,
                            'max_heart_rate', 90 + asleep / 5)),
        ('statistics', CASE i WHEN 1 THEN 'steps' WHEN 2 THEN 'heart_rate' ELSE 'distance' END, NULL,
         jsonb_build_object('total', 500 * floor(random() * 45), 'max', 90 + 10 * floor(random() * 11),
                            'min', 40 + woken, 'max_at', 700, 'min_at', 200)),
        ('resting_heart_rate', NULL, NULL, jsonb_build_object('value', 45 + 5 * floor(random() * 8))),
        ('sedentary', 'steps', NULL, '{"steps": 0}')
    ) claim (kind, channel, name, told) WHERE random() < 0.6;
    INSERT INTO embeddings (window_id, model_version, number, span, start_minute, end_minute, vector)
    SELECT window_id, 'sieved', 0, 'window', 0, 1440, l2_normalize(array_agg(random() - 0.5)::vector)::halfvec
    FROM windows, generate_series(1, 8) GROUP BY window_id;
"""


def fill(engine: Engine) -> None:
    """Register the model MODEL, of eight dimensions, and add the windows."""
    registry.register(engine, MODEL, 8)
    with transaction(engine) as connection:
        connection.exec_driver_sql(_FILL, execution_options={"no_parameters": True})
