"""Captions against the signal: how many sentences are false, what is found that was planted, what is found in noise.

    python -m benchmarks.captions [--published DIR] [--json] [--show-false 10]

Every sentence, ours or the published captioner's, is judged by `wearscribe.verify`, which shares no code with the
annotators. Without `--published` (a checkout of github.com/Google-Health/consumer-health-research) its column is
left out. The real days are Fitabase person-days with at least 600 minutes of heart rate.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks import planted
from benchmarks.caption_measures import (
    Captioner,
    Found,
    Said,
    Truth,
    changes,
    distinct,
    events_found,
    grammar_errors,
    ramps_found,
    truth,
)
from benchmarks.fitabase import at_random, in_blocks, real_days
from benchmarks.published import Published
from schemas.records import SensorWindow
from wearscribe.annotate import annotate
from wearscribe.describe import describe, wordings
from wearscribe.verify import judge
from wearscribe.verify.checker import Checker
from wearscribe.verify.facts import Facts

PLANTED, NOISE, NIGHTS = 300, 300, 100
MISSING = 0.3


def ours(window: SensorWindow, seed: int) -> list[Said]:
    checker = Checker(window)
    return [
        Said(sentence.text, caption.language, caption.level, checker.check(sentence.text, caption.language))
        for caption in describe(window, annotate(window), seed=seed)
        for sentence in caption.sentences
    ]


def theirs(published: Published) -> Captioner:
    def captioner(window: SensorWindow, seed: int) -> list[Said]:
        facts = Facts(window)
        return [
            Said(
                text,
                "en",
                "statistical" if claims and claims[0].kind == "statistics" else "structural",
                judge(claims, facts),
            )
            for text, claims in published.sentences(window, seed)
        ]

    return captioner


def measure(captioner: Captioner, days: int | None, progress: Callable[[str], None]) -> dict[str, object]:
    """Everything that both captioners are measured by."""
    real = list(real_days())[:days]
    random = np.random.default_rng(0)
    heard: list[Said] = []

    def listening(window: SensorWindow, seed: int) -> list[Said]:
        said = captioner(window, seed)
        heard.extend(said)
        return said

    progress("real days")
    truths = {"real": truth(real, listening)}
    progress("30 % missing")
    truths["random"] = truth([(who, at_random(w, MISSING, random)) for who, w in real], listening)
    truths["blocks"] = truth([(who, in_blocks(w, MISSING, random)) for who, w in real], listening)
    progress("noise")
    scale = 1 if days is None else 0.1
    noise = [len(changes(captioner(w, i))) for i, w in enumerate(planted.noise(int(NOISE * scale), random))]
    progress("planted")
    events = events_found(planted.events(int(PLANTED * scale), random), captioner)
    ramps = ramps_found(planted.ramps(int(PLANTED * scale), random), captioner)
    english = [said for said in heard if said.language == "en"]
    return {
        "truth": truths,
        "noise": float(np.mean(noise)),
        "events": events,
        "ramps": ramps,
        "facts": truths["real"].facts / truths["real"].days,
        "grammar": sum(grammar_errors(said.text) > 0 for said in english) / max(len(english), 1),
        "grammar_examples": [said.text for said in english if grammar_errors(said.text)][:5],
        "wordings": {language: distinct(heard, language) for language in ("en", "ko")},
    }


def nights_reversed(tell: Callable[[SensorWindow, int], list[tuple[int, int]]]) -> int:
    """Sleeps across midnight that are told with their end before their start, or not told."""
    nights = planted.nights(NIGHTS, np.random.default_rng(1))
    return sum(not spans or any(end <= start for start, end in spans) for spans in map(tell, nights, range(NIGHTS)))


def our_nights(window: SensorWindow, seed: int) -> list[tuple[int, int]]:
    """Where our sentences on the sleep put it, those that are false left out."""
    return [
        (claim.start, claim.end)
        for said in ours(window, seed)
        for claim in said.verdict.claims
        if claim.kind == "sleep" and claim.true and claim.start is not None and claim.end is not None
    ]


def absent_claims(published: Published, days: int | None) -> tuple[int, int]:
    """Of its sentences about channels that the window lacks, which it is given as zero: those stated as fact, all."""
    about = [
        bool(claims)
        for number, (_, window) in enumerate(list(real_days())[:days])
        for _, claims in published.sentences(window, number, absent=True)
        if not claims or window.row(claims[0].channel or "") is None
    ]
    return sum(about), len(about)


def table(columns: dict[str, dict[str, object]]) -> list[tuple[str, ...]]:
    """Rows of name, one cell a column."""
    rows: list[tuple[str, Callable[[dict[str, object]], str]]] = []
    for key, name in (
        ("real", "real days"),
        ("random", "30 % missing at random"),
        ("blocks", "30 % in blocks of 1-3 h"),
    ):
        rows.append((f"false sentences, {name}", lambda c, key=key: _truth(c["truth"][key])))
        rows.append(("  95 % interval by person", lambda c, key=key: _interval(c["truth"][key])))
        rows.append(("  unreadable", lambda c, key=key: str(c["truth"][key].unreadable)))
        rows.append(("  days with a false sentence", lambda c, key=key: _days(c["truth"][key])))
        rows.append(("  on absent or hardly measured stretches", lambda c, key=key: str(c["truth"][key].unfounded)))
    rows += [
        ("said of channels that are absent", lambda c: str(c["absent"])),
        ("trends and events in pure noise, a channel-day", lambda c: f"{c['noise']:.3f}"),
        ("planted events: found; within 10 min", lambda c: _found(c["events"])),
        ("planted ramps: found; both ends within 20 min", lambda c: _found(c["ramps"])),
        ("true claims a day at 2 channels", lambda c: f"{c['facts']:.1f}"),
        (f"sleeps across midnight told wrong, of {NIGHTS}", lambda c: str(c["nights"])),
        ("English sentences with an article or plural error", lambda c: f"{c['grammar']:.1%}"),
        ("distinct wordings heard (en, ko)", lambda c: f"{c['wordings']['en']}, {c['wordings']['ko']}"),
        ("templates (en, ko)", lambda c: str(c["templates"])),
    ]
    return [(name, *(cell(column) for column in columns.values())) for name, cell in rows]


def _truth(t: Truth) -> str:
    return f"{t.false / max(t.sentences, 1):.2%} ({t.false:,} of {t.sentences:,})"


def _interval(t: Truth) -> str:
    low, high = t.interval(np.random.default_rng(0))
    return f"{low:.2%} to {high:.2%} ({len(t.people)} people)"


def _days(t: Truth) -> str:
    return f"{t.days_with_false} of {t.days}"


def _found(found: Found) -> str:
    return f"{found.found} of {found.planted}; {found.near} ({found.share:.1%})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--published", type=Path, metavar="DIR", help="a checkout of the published captioner's repository"
    )
    parser.add_argument("--json", action="store_true", help="the table as JSON on the last line")
    parser.add_argument("--show-false", type=int, default=0, metavar="N", help="so many examples of each reason")
    parser.add_argument("--days", type=int, metavar="N", help="only so many real days, and a tenth of what is planted")
    arguments = parser.parse_args()

    def progress(step: str) -> None:
        print(f"... {step}", file=sys.stderr)

    columns: dict[str, dict[str, object]] = {}
    if arguments.published is not None:
        published = Published(arguments.published)
        columns["published"] = measure(theirs(published), arguments.days, progress)
        stated, said = absent_claims(published, arguments.days)
        columns["published"] |= {
            "absent": f"{stated:,} of {said:,} stated as fact",
            "nights": nights_reversed(published.nights),
            "templates": "80, none",
        }
    else:
        print("NOTE: the published captioner is left out: give its checkout with --published DIR\n")
    columns["ours"] = measure(ours, arguments.days, progress)
    absent = sum(
        t.reasons[r] for t in columns["ours"]["truth"].values() for r in t.reasons if r.endswith("absent_channel")
    )  # type: ignore[attr-defined]
    columns["ours"] |= {
        "absent": str(absent),
        "nights": nights_reversed(our_nights),
        "templates": ", ".join(str(len(set(wordings(language)))) for language in ("en", "ko")),
    }
    rows = table(columns)
    widths = [max(len(row[i]) for row in [("", *columns), *rows]) for i in range(len(columns) + 1)]
    for row in [("", *columns), *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for name, column in columns.items():
        show(name, column, arguments.show_false)
    if arguments.json:
        print(json.dumps({name: {row[0].strip(): row[i + 1] for row in rows} for i, name in enumerate(columns)}))


def show(name: str, column: dict[str, object], examples: int) -> None:
    """The reasons, most frequent first, with examples."""
    for key, t in column["truth"].items():  # type: ignore[attr-defined]
        if t.reasons:
            print(f"\n{name}, {key}: " + ", ".join(f"{reason} {count}" for reason, count in t.reasons.most_common()))
        for reason, _ in t.reasons.most_common() if examples else ():
            for example in t.examples[reason][:examples]:
                print(f"  [{reason}] {example}")
    if examples and column["grammar_examples"]:
        print(f"\n{name}, grammar: {column['grammar_examples']}")


if __name__ == "__main__":
    main()
