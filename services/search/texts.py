"""Words become points in the process that is asked: cached, batched, by the model that is searched."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import Engine

from wearscribe.embedder import Embedder


class TextEncoder:
    """Embeds texts by the active model and tells them to the database, whose functions then find the exact vector.

    Texts asked for within a few milliseconds go through one forward pass, in a thread of its own: the event loop never
    waits for the model. `load(version, device)` as `wearscribe.model.embedders.load`.
    """

    def __init__(self, engine: Engine, load: Callable[[str, str], Embedder], device: str = "cpu") -> None: ...

    async def remember(self, text: str) -> bool:
        """Let the database know the text's vector. False where the active model cannot be run here: the database's own
        static vectors answer then. Raises BadText, StoreError."""
        raise NotImplementedError

    async def remember_composed(self, window_id: UUID, text: str) -> None:
        """The same for "like this window, but …". Raises NoSuchWindow, BadText, StoreError."""
        raise NotImplementedError
