"""Answers as they look, by method and path."""

from typing import Any

_HIT: dict[str, Any] = {
    "window_id": "9f0c2b52-5f1e-5d7c-8f4e-1f6f1c0a7b11",
    "study": "demo",
    "subject": "k3m5q2w7n4b6z2x5c7v3l2p4ja",
    "source": "fitbit",
    "starts_at": "2021-03-06T00:00:00",
    "score": 0.71,
    "span": "bout",
    "start_minute": 1125,
    "end_minute": 1167,
    "caption": "A run from 18:45 to 19:27, 42 minutes at 168 steps a minute.",
    "met": ["asleep 4 h 38 min"],
    "met_spans": [[102, 401]],
}
_PARTS: list[dict[str, Any]] = [
    {
        "piece": "less than five hours of sleep",
        "kind": "condition",
        "means": "asleep < 300 min",
        "condition": "…",
        "evidence": "…",
    },
    {"piece": "after an evening run", "kind": "rest", "means": None, "condition": None, "evidence": None},
]
_FOUND: dict[str, Any] = {
    "hits": [_HIT],
    "parts": _PARTS,
    "embedded": "exact",
    "model": "wearscribe-small-cpu-96f64bcd",
    "notes": [],
    "sql": "SELECT * FROM search_windows(query => 'less than five hours of sleep after an evening run', k => 10)",
    "next": None,
}
_LIKE: dict[str, Any] = _FOUND | {
    "parts": [],
    "embedded": None,
    "sql": "SELECT * FROM similar_windows('9f0c2b52-…', 10)",
}
_BUT: dict[str, Any] = _LIKE | {"embedded": "exact", "sql": "SELECT * FROM search_composed('9f0c2b52-…', 'but …', 10)"}
_ANNOTATION: dict[str, Any] = {
    "id": 7,
    "kind": "bout",
    "channel": "steps",
    "start": 1125,
    "end": 1167,
    "values": {"steps": 7056.0, "cadence": 168.0},
    "strength": None,
    "name": None,
    "refs": [],
}
_CAPTION: dict[str, Any] = {
    "level": "semantic",
    "language": "en",
    "author": "template",
    "verified": True,
    "text": "A run from 18:45 to 19:27.",
    "sentences": [{"text": "A run from 18:45 to 19:27.", "annotations": [7]}],
}
_LABEL: dict[str, Any] = {
    "kind": "activity",
    "name": "run",
    "start": 1125,
    "end": 1167,
    "origin": "logged",
    "minutes_asleep": None,
    "awakenings": None,
}
_PLACE: dict[str, Any] = {name: _HIT[name] for name in ("window_id", "study", "subject", "source", "starts_at")}
_WINDOW: dict[str, Any] = _PLACE | {
    "ends_at": "2021-03-07T00:00:00",
    "utc_offset": None,
    "minutes": 1440,
    "revision": 0,
    "coverage": 0.93,
    "channels": [{"name": "heart_rate", "unit": "bpm"}],
    "signal": {"heart_rate": [61, 60.5, None]},
    "labels": [_LABEL],
    "annotations": [_ANNOTATION],
    "captions": [_CAPTION],
    "inferences": [{"name": "swim", "start": 470, "end": 505, "confidence": 0.93}],
    "model_version": "wearscribe-small-cpu-96f64bcd",
}
_LISTED: dict[str, Any] = _PLACE | {
    "ends_at": "2021-03-07T00:00:00",
    "coverage": 0.93,
    "channels": ["heart_rate", "steps"],
    "labels": ["run", "sleep"],
    "summary": "An active day with a long evening run and a short night.",
    "searchable": True,
}
_EVIDENCE: dict[str, Any] = {
    "kind": "caption",
    "start_minute": 1125,
    "end_minute": 1167,
    "said": "A run from 18:45 to 19:27.",
    "score": 0.68,
    "met": None,
}
_MODEL: dict[str, Any] = {
    "version": "wearscribe-small-cpu-96f64bcd",
    "dimension": 384,
    "active": True,
    "registered_at": "2026-11-01T09:30:00Z",
}
_CLASSIFIER: dict[str, Any] = {
    "name": "commute",
    "model_version": "wearscribe-small-cpu-96f64bcd",
    "span": "bout",
    "examples": 24,
    "accuracy": 0.92,
    "trained_at": "2026-11-02T10:00:00Z",
    "labels": ["commute", "other"],
}
_STREAM: dict[str, Any] = {
    "at": "2026-11-02T10:00:00Z",
    "kafka": "ok",
    "database": "ok",
    "model": "wearscribe-small-cpu-96f64bcd",
    "windows": 420,
    "searchable": 418,
    "rate": 3.5,
    "stages": [
        {"name": "features", "topic": "wearscribe.windows.v1", "group": "wearscribe.features", "lag": 2, "rate": 3.6}
    ],
    "newest": [_PLACE | {"minutes": 1440, "landed_at": "2026-11-02T09:59:58Z", "searchable": True}],
    "rejected": 1,
    "rejections": [
        {
            "stage": "features",
            "topic": "wearscribe.windows.v1",
            "reason": "schema version 2 is newer than this reader's 1",
            "messages": 1,
            "first_at": "2026-11-02T09:12:00Z",
            "last_at": "2026-11-02T09:12:00Z",
            "replayed": 0,
            "replayed_at": None,
            "replayed_by": [],
        }
    ],
}
_LIKELY = {
    "labels": [
        {"label": "a run", "score": 0.63, "probability": 0.91},
        {"label": "unknown", "score": 0.46, "probability": 0.08},
    ]
}
_OF = "/v1/windows/{window_id}"

EXAMPLES: dict[tuple[str, str], Any] = {
    ("get", "/v1/search"): _FOUND,
    ("post", "/v1/search"): _FOUND,
    ("get", "/v1/parse"): {"parts": _PARTS},
    ("post", "/v1/parse"): {"parts": _PARTS},
    ("get", "/v1/windows"): {"windows": [_LISTED], "next": None},
    ("get", _OF): _WINDOW,
    ("get", _OF + "/captions"): {"captions": [_CAPTION]},
    ("get", _OF + "/annotations"): {"annotations": [_ANNOTATION]},
    ("get", _OF + "/similar"): _LIKE,
    ("get", _OF + "/composed"): _BUT,
    ("post", _OF + "/composed"): _BUT,
    ("get", _OF + "/classify"): _LIKELY,
    ("get", _OF + "/explain"): {"evidence": [_EVIDENCE]},
    ("post", _OF + "/explain"): {"evidence": [_EVIDENCE]},
    ("get", "/v1/models"): {"models": [_MODEL]},
    ("get", "/v1/classifiers"): {"classifiers": [_CLASSIFIER]},
    ("get", "/v1/stream"): _STREAM,
    ("post", "/v1/stream/replay"): {"sent": 3, "too_large": 0},
    ("get", "/healthz"): {"alive": True},
    ("get", "/readyz"): {"ready": True, "model": "wearscribe-small-cpu-96f64bcd"},
}
