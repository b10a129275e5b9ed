"""How fast the model sees: windows a second of each step, and which share of this machine's peak the model reaches.

    python -m benchmarks.inference [--model FOLDER] [--device cpu] [--threads N] [--windows 128] [--json]

Without `--model` the weights are random, in the size of `small-cpu`: the speed is the same, except that of captions,
which depends on how much there is to say. Each share is of the peak in the precision in which the product takes that
step (bfloat16 where the machine multiplies it, captions of all levels in float32): the best of a few square matrix
products, measured in the same run. The baseline is `caption-text`, in the same run too. Days are simulated, of people
of the validation split.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import torch
from torch.utils.flop_counter import FlopCounterMode

from schemas.codec import encode
from schemas.records import AnnotatedWindow
from schemas.topics import ANNOTATED
from services.stream.memory import MemoryStream
from services.stream.types import Message, Partition
from wearscribe.annotate import annotate
from wearscribe.describe import describe
from wearscribe.model import read_window, release
from wearscribe.model.batch import collate_sensors
from wearscribe.model.caption_text import CaptionTextEmbedder
from wearscribe.model.config import CONFIGS
from wearscribe.model.decoder import CaptionDecoder
from wearscribe.model.space import Space
from wearscribe.model.trained import TrainedModel
from wearscribe.model.vocabulary import of_captions
from wearscribe.synthesize import people
from workers.clock import Clock
from workers.inference import GPU_PART, PART, Inference
from workers.metrics import Metrics
from workers.publish import Publisher

_VALIDATION = 2
_SIZES = (512, 1024, 2048)
_BATCH = 32


class Rate(NamedTuple):
    """`flops` of one and their `precision`, where they were counted."""

    what: str
    a_second: float
    flops: float | None = None
    precision: torch.dtype = torch.float32


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, help="a release folder")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--windows", type=int, default=128)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    with tempfile.TemporaryDirectory() as folder:
        model = TrainedModel.load(arguments.model or _random(Path(folder)), arguments.device)
    precisions = (torch.float32, torch.bfloat16)
    before = {each: _peak(arguments.device, each) for each in precisions}
    rates = measure(model, days(arguments.windows), arguments.device)
    peaks = {each: max(before[each], _peak(arguments.device, each)) for each in precisions}  # others use it too
    told = [
        {
            "what": rate.what,
            "a_second": rate.a_second,
            "precision": None if rate.flops is None else _name(rate.precision),
            "share": None if rate.flops is None else rate.flops * rate.a_second / peaks[rate.precision],
        }
        for rate in rates
    ]
    gflops = {_name(each): peak / 1e9 for each, peak in peaks.items()}
    if arguments.json:
        print(json.dumps({"peak_gflops": gflops, "threads": torch.get_num_threads(), "rates": told}))
        return
    peak = ", ".join(f"{name} {each:.1f}" for name, each in gflops.items())
    print(f"{arguments.device}, {torch.get_num_threads()} threads, peak {peak} GFLOP/s, {model.model_version}")
    for each in told:
        share = "" if each["share"] is None else f"{each['share']:>8.1%} of the peak in {each['precision']}"
        print(f"{each['what']:<48}{each['a_second']:>9.1f}/s{share}")


def measure(model: TrainedModel, known: list[AnnotatedWindow], device: str) -> list[Rate]:
    first = known[:_BATCH]
    model.see(first)  # what is made once: the classes' vectors, the sentences' memory
    tokens = [read_window.read(each.window, each.annotations) for each in known]
    sensors = collate_sensors(tokens[:_BATCH], device)
    passes = model._passes  # as the product runs it: its precision, its compiled encoder, the tokens that it reads
    forward = passes._encode or partial(model.space.encode, read="episodes")
    precision = torch.bfloat16 if passes._halved else torch.float32

    def encoder() -> None:
        with passes._mode():
            forward(sensors)

    flops = _flops(partial(model.space.encode, sensors, read="all" if passes._encode else "episodes"), len(first))
    rates = [
        Rate("encoder alone, windows", _rate(encoder, len(first), device), flops, precision),
        Rate("reading tokens, windows", _rate(lambda: _read(known), len(known), device)),
        Rate("embedding, windows", _rate(lambda: model.embed(known), len(known), device), flops, precision),
        Rate("embedding, inferring, telling, windows", _rate(lambda: model.see(known), len(known), device)),
    ]
    if model.captioner is not None:
        written: list[int] = []

        def write() -> None:
            done = model.captioner.grounded(first, [()] * len(first)) if model.captioner else []
            written.append(sum(len(each.drafts) for each in done))

        flops = _flops(write, len(first))
        windows = _rate(write, len(first), device)
        captions = written[-1] / len(first)
        rates.append(Rate("grounded captions, all levels, verified", windows * captions, flops / captions))
    baseline = CaptionTextEmbedder()
    baseline.embed(first)
    rates.append(Rate("baseline caption-text, windows", _rate(lambda: baseline.embed(known), len(known), device)))
    messages = [
        Message(Partition(ANNOTATED.name, 0), offset, each.window.subject.encode(), encode(each))
        for offset, each in enumerate(known)
    ]
    for name, embedder in (("the model", model), ("caption-text", baseline)):
        part = GPU_PART if device.startswith("cuda") else PART
        edge = Inference(embedder, Publisher(MemoryStream()), Metrics(), Clock(), part)
        a_second = _rate(partial(_work, edge, messages), len(known), device)
        rates.append(Rate(f"the worker's step with {name}, messages", a_second))
    return rates


def days(count: int) -> list[AnnotatedWindow]:
    windows = [window for person in people(_VALIDATION, -(-count // 4)) for window in person.windows(4)][:count]
    known = [(window, annotate(window)) for window in windows]
    return [
        AnnotatedWindow(window=window, annotations=claims, captions=describe(window, claims))
        for window, claims in known
    ]


def _read(known: list[AnnotatedWindow]) -> None:
    for each in known:
        read_window.read(each.window, each.annotations)


def _work(edge: Inference, messages: list[Message]) -> None:
    for first in range(0, len(messages), edge.policy.size):
        edge.handle(messages[first : first + edge.policy.size])


def _flops(work: Callable[[], object], count: int) -> float:
    """The floating-point operations in the matrix products of one."""
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        work()
    return float(counter.get_total_flops()) / count


def _rate(work: Callable[[], object], count: int, device: str) -> float:
    """The best of three: others use this machine too."""
    best = min(_seconds(work, device) for _ in range(3))
    return count / best


def _seconds(work: Callable[[], object], device: str) -> float:
    with torch.inference_mode():
        began = time.perf_counter()
        work()
        if device != "cpu":
            torch.cuda.synchronize()
        return time.perf_counter() - began


def _peak(device: str, precision: torch.dtype) -> float:
    """FLOP/s."""
    squares = [torch.randn(size, size, device=device, dtype=precision) for size in _SIZES]
    return max(2 * len(each) ** 3 * _rate(partial(torch.matmul, each, each), 1, device) for each in squares)


def _name(precision: torch.dtype) -> str:
    return str(precision).removeprefix("torch.")


def _random(folder: Path) -> Path:
    torch.manual_seed(0)
    config = CONFIGS["small-cpu"]
    release.save(folder / "model", Space(config), CaptionDecoder(config, of_captions()), config, {"name": "random"})
    return folder / "model"


if __name__ == "__main__":
    main()
