"""`wearscribe search` and `wearscribe embed`"""

from dataclasses import asdict
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

import numpy as np
import typer
from pgvector import HalfVector
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from services.cli.caption import Language
from services.cli.output import AsJson, Exit, fail, out, print_json
from services.settings import Settings
from services.store import registry
from services.store.engine import connect
from services.store.search import Filters, Hit, OtherModel, as_sql, search_captions, search_vector
from wearscribe.embedder import Embedder
from wearscribe.model import embedders


class By(StrEnum):
    meaning = "meaning"
    words = "words"


def search(
    text: Annotated[str, typer.Argument(help="What to look for, in English or Korean.")],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many windows.")] = 10,
    by: Annotated[By, typer.Option(help="Nearest in meaning, or holding these words in a caption.")] = By.meaning,
    subject: Annotated[str | None, typer.Option(help="Only this wearer (a pseudonym).")] = None,
    source: Annotated[str | None, typer.Option(help="Only this kind of device or file.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day not to find.")] = None,
    weekday: Annotated[list[int] | None, typer.Option(min=1, max=7, help="1 Monday to 7 Sunday; repeatable.")] = None,
    label: Annotated[str | None, typer.Option(help="Only windows with this logged activity, or sleep, or nap.")] = None,
    min_coverage: Annotated[float | None, typer.Option(min=0, max=1, help="Least share of measured minutes.")] = None,
    language: Annotated[Language | None, typer.Option(help="Language of the captions shown: en or ko.")] = None,
    as_json: AsJson = False,
) -> None:
    """Find windows with words.

    Example: wearscribe search "a restless night with many awakenings" --weekday 6 --weekday 7
    """
    settings = Settings()
    filters = Filters(
        subject=subject, source=source, since=since, until=until, weekday=weekday, label=label,
        min_coverage=min_coverage, language=language.value if language else "ko" if is_korean(text) else None,
    )  # fmt: skip
    engine = connect(settings.database)
    if by is By.words:
        hits = search_captions(engine, text, k, filters)
        sql = as_sql("search_captions", {"query": text, "k": k, **filters.given()})
    else:
        vector, hits = by_meaning(text, k, filters)
        sql = as_sql("search_windows", {"query": vector, "k": k, **filters.given()})
    if as_json:
        print_json({"text": text, "sql": sql, "hits": [as_dict(hit) for hit in hits]})
    else:
        out.print(as_lines(hits) if hits else "Nothing was found. `wearscribe doctor` tells what there is to find.")
        out.print(sql, style="dim", markup=False, soft_wrap=True)


def embed(
    text: Annotated[str, typer.Argument(help="The words to embed.")],
    model: Annotated[str | None, typer.Option(help="A model's version; by default the one that is searched.")] = None,
) -> None:
    """Print the vector of a text as Postgres writes it, for use in psql:

    \\set q `wearscribe embed "an evening run"`

    SELECT * FROM search_windows(:'q', k => 5);
    """
    settings = Settings()
    encoder = text_encoder(settings.database) if model is None else embedders.load(model, settings.device)
    vector = as_vector(text, encoder)
    out.print(as_literal(vector), markup=False, soft_wrap=True)


def text_encoder(database: str) -> Embedder:
    """The model whose vectors are searched: after a cut-over the next query is embedded by the new one. Before the
    first vector has landed, the model that the workers run."""
    settings = Settings()
    return embedders.load(registry.active(connect(database)) or settings.model, settings.device)


def by_meaning(text: str, k: int, filters: Filters) -> tuple[np.ndarray, list[Hit]]:
    """The text's vector and what it finds, both of one model, also while another one is being activated."""
    database = Settings().database
    encoder = text_encoder(database)
    vector = as_vector(text, encoder)
    try:
        return vector, search_vector(connect(database), vector, k, filters, model=encoder.model_version)
    except OtherModel:
        vector = as_vector(text, text_encoder(database))
        return vector, search_vector(connect(database), vector, k, filters)


def as_vector(text: str, encoder: Embedder) -> np.ndarray:
    """Fails with what is wrong with the text: it is empty, or too long."""
    if not text.strip():
        fail("there is no word to search for", "say it in a sentence or a few", Exit.BAD_INPUT)
    try:
        vectors = encoder.embed_text([text])
    except ValueError as error:
        fail(str(error), "say it in a sentence or a few", Exit.BAD_INPUT)
    return np.asarray(vectors[0])


def as_literal(vector: np.ndarray) -> str:
    return HalfVector(vector).to_text()


def is_korean(text: str) -> bool:
    return any("가" <= character <= "힣" for character in text)


def as_dict(hit: Hit) -> dict[str, Any]:
    return asdict(hit) | {"window_id": str(hit.window_id), "starts_at": hit.starts_at.isoformat()}


def as_lines(hits: list[Hit]) -> Group:
    """Each hit as two paragraphs: where it is and how near, and what is said of it."""
    lines: list[RenderableType] = []
    for number, hit in enumerate(hits, start=1):
        place = f"{hit.starts_at:%a %Y-%m-%d}, {span(hit)}"
        lines.append(
            Text.assemble(f"{number}. ", (place, "bold"), f"  score {hit.score:.2f}  {hit.source} {hit.window_id}")
        )
        lines.append(Padding(Text(hit.caption or ""), (0, 0, 0, 3)))
    return Group(*lines)


def span(hit: Hit) -> str:
    """Which minutes matched, on the wearer's clock."""
    start, end = (hit.starts_at + timedelta(minutes=minute) for minute in (hit.start_minute, hit.end_minute))
    return "whole window" if hit.span == "window" else f"{start:%H:%M} to {end:%H:%M}"
