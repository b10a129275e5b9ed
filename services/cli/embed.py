"""`wearscribe embed TEXT`"""

from typing import Annotated

import numpy as np
import typer
from pgvector import HalfVector

from services.cli.output import Exit, err, fail, out
from services.settings import Settings
from services.store import registry
from services.store.engine import connect
from wearscribe.embedder import Embedder
from wearscribe.model import embedders


def embed(
    text: Annotated[str, typer.Argument(help="The words to embed.")],
    model: Annotated[str | None, typer.Option(help="A model's version; by default the one that is searched.")] = None,
) -> None:
    """Print the vector of a text, made by the transformer, as Postgres writes it, and on stderr which model made it and
    how to ask with it. For a search nobody needs it: search_windows('an evening run') takes words. Example, in psql:

    \\set q `wearscribe embed "an evening run"`

    SELECT score, starts_at, caption FROM search_windows(:'q', span => 'bout', model => 'MODEL');
    """
    if not text.strip():  # before anything is asked of the database
        fail("there is no word to search for", "say it in a sentence or a few", Exit.BAD_INPUT)
    settings = Settings()
    encoder = text_encoder(settings.database) if model is None else embedders.load(model, settings.device)
    out.print(HalfVector(_as_vector(text, encoder)).to_text(), markup=False, soft_wrap=True)
    version = encoder.model_version
    ask = f"SELECT * FROM search_windows(:'q', model => '{version}');"
    err.print(f"made by {version}; where \\set q holds it, ask: {ask}", markup=False, soft_wrap=True)


def text_encoder(database: str) -> Embedder:
    """The model whose vectors are searched: after a cut-over the next query is embedded by the new one. Before the
    first vector has landed, the model that the workers run."""
    settings = Settings()
    return embedders.load(registry.active(connect(database)) or settings.model, settings.device)


def _as_vector(text: str, encoder: Embedder) -> np.ndarray:
    """Fails with what is wrong with the text."""
    try:
        vectors = encoder.embed_text([text])
    except ValueError as error:
        fail(str(error), "say it in a sentence or a few", Exit.BAD_INPUT)
    return np.asarray(vectors[0])
