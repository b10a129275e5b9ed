"""`wearscribe distill FOLDER`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.cli.output import AsJson, err, out, print_json

if TYPE_CHECKING:
    from wearscribe.training.nothing import Judged


def distill(
    folder: Annotated[Path, typer.Argument(help="A trained model: RUN/model, or a folder of weights/.")],
    seed: Annotated[int, typer.Option(help="Of the texts and of the training; the same seed, the same file.")] = 0,
    processes: Annotated[int, typer.Option(min=1, help="Processes that simulate and annotate.")] = 2,
    as_json: AsJson = False,
) -> None:
    """Distil a model's text tower into vectors of words, by which Postgres embeds a text by itself, and find from which
    score on a search has an answer. Writes FOLDER/text_vectors.npz in a few minutes; `wearscribe migrate` loads it.

    Example: wearscribe distill run/model
    """
    from wearscribe.static_tower import FILE  # numpy, and torch below, take their time
    from wearscribe.training.distill import distill as run

    done = run(folder, seed, processes, tell=lambda what: err.print(f"[dim]{what}[/]"))
    if as_json:
        print_json(
            {
                "file": str(folder / FILE),
                "model_version": done.tower.model_version,
                "tokens": len(done.tower.tokens),
                "cosine": done.cosine,
                "transformer": _plain(done.exact),
                "static": _plain(done.static),
            }
        )
        return
    out.print(f"{folder / FILE}: {len(done.tower.tokens):,} tokens, cosine to the transformer {done.cosine:.3f}")
    for name, judged in (("transformer", done.exact), ("static tower", done.static)):
        out.print(_told(name, judged))


def _told(name: str, judged: Judged) -> str:
    if judged.threshold is None:
        return f"{name}: no score tells that nothing matches; searches return the nearest"
    shares = ", ".join(f"{share:.2f} {kind}" for kind, share in judged.told.items())
    return (
        f"{name}: nothing matches below {judged.threshold:.3f}; precision {judged.precision}, recall {judged.recall}, "
        f"on other people and texts (told nothing: {shares})"
    )


def _plain(judged: Judged) -> dict[str, Any]:
    measured = {"precision": judged.precision, "recall": judged.recall}
    return {
        "threshold": judged.threshold,
        **{name: each and [each.value, each.low, each.high] for name, each in measured.items()},
        "told_nothing": judged.told,
    }
