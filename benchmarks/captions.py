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
from collections.abc import Callable, Iterable
from dataclasses import dataclass
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
from benchmarks.fitabase import FILE, at_random, in_blocks, real_days
from benchmarks.published import Published
from schemas.records import Language, SensorWindow
from wearscribe.annotate import annotate
from wearscribe.describe import describe, wordings
from wearscribe.verify import Checker, judge
from wearscribe.verify.facts import Facts

PLANTED, NOISE, NIGHTS = 300, 300, 100
MISSING = 0.3
LANGUAGES: tuple[Language, ...] = ("en", "ko")
CONDITIONS = {"real": "real days", "random": "30 % missing at random", "blocks": "30 % missing in blocks"}


def ours(window: SensorWindow, seed: int) -> list[Said]:
    checker = Checker(window)
    return [
        Said(sentence.text, caption.language, caption.level, checker.check(sentence.text, caption.language))
        for caption in describe(window, annotate(window), seed=seed)
        for sentence in caption.sentences
    ]


def theirs(published: Published) -> Captioner:
    def captioner(window: SensorWindow, seed: int) -> list[Said]:
        facts, said = Facts(window), []
        for text, claims in published.sentences(window, seed):
            level = "statistical" if claims and claims[0].kind == "statistics" else "structural"
            said.append(Said(text, "en", level, judge(claims, facts)))
        return said

    return captioner


@dataclass
class Column:
    """What one captioner is measured at."""

    truths: dict[str, Truth]
    noise: dict[float, float]  # trends and events a channel-day of noise, by the noise's memory
    events: Found
    ramps: Found
    grammar: float  # share of English sentences with an error
    grammar_examples: list[str]
    wordings: str
    absent: str = ""
    nights: int = 0
    templates: str = ""


def measure(captioner: Captioner, days: int | None) -> Column:
    """Everything that both captioners are measured by; of `days` real days, and then a tenth of what is planted."""
    real = list(real_days())[:days]
    random = np.random.default_rng(0)
    share = 1 if days is None else 0.1
    heard: list[Said] = []

    def listening(window: SensorWindow, seed: int) -> list[Said]:
        said = captioner(window, seed)
        heard.extend(said)
        return said

    step("real days")
    truths = {"real": truth(real, listening)}
    step("30 % missing at random, and in blocks")
    truths["random"] = truth([(who, at_random(day, MISSING, random)) for who, day in real], listening)
    truths["blocks"] = truth([(who, in_blocks(day, MISSING, random)) for who, day in real], listening)
    step("noise")
    noise: dict[float, list[int]] = {}
    for number, (memory, day) in enumerate(planted.noise(int(NOISE * share), random)):
        noise.setdefault(memory, []).append(len(changes(captioner(day, number))))
    step("planted events and ramps")
    english = [said.text for said in heard if said.language == "en"]
    wrong = [text for text in english if grammar_errors(text)]
    return Column(
        truths=truths,
        noise={memory: float(np.mean(found)) for memory, found in noise.items()},
        events=events_found(planted.events(int(PLANTED * share), random), captioner),
        ramps=ramps_found(planted.ramps(int(PLANTED * share), random), captioner),
        grammar=len(wrong) / max(len(english), 1),
        grammar_examples=wrong[:5],
        wordings=", ".join(str(distinct(heard, language)) for language in LANGUAGES),
    )


def nights_wrong(tell: Callable[[SensorWindow, int], list[tuple[int, int]]]) -> int:
    """Sleeps across midnight that are told with their end before their start, or not told."""
    nights = planted.nights(NIGHTS, np.random.default_rng(1))
    told = (tell(night, seed) for seed, night in enumerate(nights))
    return sum(not spans or any(end <= start for start, end in spans) for spans in told)


def our_nights(window: SensorWindow, seed: int) -> list[tuple[int, int]]:
    """Where our sentences on the sleep put it, those that are false left out."""
    return [
        (claim.start, claim.end)
        for said in ours(window, seed)
        for claim in said.verdict.claims
        if claim.kind == "sleep" and claim.true and claim.start is not None and claim.end is not None
    ]


def our_absent(truths: Iterable[Truth]) -> int:
    return sum(count for t in truths for reason, count in t.reasons.items() if reason.endswith("absent_channel"))


def their_absent(published: Published, days: int | None) -> str:
    """Of its sentences about channels that the window lacks, which it is given as zero: those stated as fact."""
    stated = [
        bool(claims)
        for number, (_, window) in enumerate(list(real_days())[:days])
        for _, claims in published.sentences(window, number, absent=True)
        if not claims or window.row(claims[0].channel or "") is None
    ]
    return f"{sum(stated):,} of {len(stated):,}"


def rows() -> list[tuple[str, Callable[[Column], str]]]:
    """The table's rows: their names, and what stands in a column."""
    told: list[tuple[str, Callable[[Column], str]]] = []
    for key, name in CONDITIONS.items():
        told += [
            (f"false sentences, {name}", lambda c, key=key: share_false(c.truths[key])),
            (f"{name}: 95 % interval by person", lambda c, key=key: interval(c.truths[key])),
            (f"{name}: unreadable", lambda c, key=key: str(c.truths[key].unreadable)),
            (f"{name}: days with a false sentence", lambda c, key=key: days_false(c.truths[key])),
            (f"{name}: said of hardly measured stretches", lambda c, key=key: str(c.truths[key].unfounded)),
        ]
    return [
        *told,
        ("said of absent channels as fact", lambda c: c.absent),
        ("trends and events in noise, a channel-day", lambda c: f"{np.mean(list(c.noise.values())):.3f}"),
        ("  white; AR(1) 0.5; AR(1) 0.9", lambda c: "; ".join(f"{c.noise[memory]:.3f}" for memory in sorted(c.noise))),
        ("planted events: found; within 10 min", lambda c: found(c.events)),
        ("planted ramps: found; both ends within 20 min", lambda c: found(c.ramps)),
        ("true claims a day at 2 channels", lambda c: f"{c.truths['real'].facts / c.truths['real'].days:.1f}"),
        (f"sleeps across midnight told wrong, of {NIGHTS}", lambda c: str(c.nights)),
        ("English sentences with an article or plural error", lambda c: f"{c.grammar:.1%}"),
        ("distinct wordings heard (en, ko)", lambda c: c.wordings),
        ("templates (en, ko)", lambda c: c.templates),
    ]


def share_false(t: Truth) -> str:
    return f"{t.false / max(t.sentences, 1):.2%} ({t.false:,} of {t.sentences:,})"


def interval(t: Truth) -> str:
    low, high = t.interval(np.random.default_rng(0))
    return f"{low:.2%} to {high:.2%} ({len(t.people)} people)"


def days_false(t: Truth) -> str:
    return f"{t.days_with_false} of {t.days}"


def found(result: Found) -> str:
    return f"{result.found} of {result.planted}; {result.near} ({result.share:.1%})"


def step(name: str) -> None:
    print(f"... {name}", file=sys.stderr)


def show(name: str, column: Column, examples: int) -> None:
    """The reasons why sentences were false, most frequent first, with examples."""
    for key, t in column.truths.items():
        if t.reasons:
            print(f"\n{name}, {key}: " + ", ".join(f"{reason} {count}" for reason, count in t.reasons.most_common()))
        for reason, _ in t.reasons.most_common() if examples else ():
            for example in t.examples[reason][:examples]:
                print(f"  [{reason}] {example}")
    if examples and column.grammar_examples:
        print(f"\n{name}, grammar: {column.grammar_examples}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--published", type=Path, metavar="DIR", help="a checkout of the published repository")
    parser.add_argument("--json", action="store_true", help="the table as JSON on the last line")
    parser.add_argument("--show-false", type=int, default=0, metavar="N", help="so many examples of each reason")
    parser.add_argument("--days", type=int, metavar="N", help="only so many real days, and a tenth of what is planted")
    arguments = parser.parse_args()
    if not FILE.exists():
        raise SystemExit(f"the real days are not here: {FILE.name} is looked for in ../shared/data/fitabase")

    columns: dict[str, Column] = {}
    if arguments.published is None:
        print("NOTE: the published captioner is left out. Give its checkout with --published DIR.\n")
    else:
        published = Published(arguments.published)
        column = columns["published"] = measure(theirs(published), arguments.days)
        column.absent = their_absent(published, arguments.days)
        column.nights = nights_wrong(published.nights)
        column.templates = f"{published.templates}, none"
    column = columns["ours"] = measure(ours, arguments.days)
    column.absent = str(our_absent(column.truths.values()))
    column.nights = nights_wrong(our_nights)
    column.templates = ", ".join(str(len(set(wordings(language)))) for language in LANGUAGES)

    table = [(name, *(cell(column) for column in columns.values())) for name, cell in rows()]
    lines = [("", *columns), *table]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    for name, column in columns.items():
        show(name, column, arguments.show_false)
    if arguments.json:
        print(json.dumps({name: {row[0].strip(): row[i] for row in table} for i, name in enumerate(columns, start=1)}))


if __name__ == "__main__":
    main()
