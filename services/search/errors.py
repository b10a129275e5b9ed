"""What can go wrong when a person looks for something, beside the store's own errors. Each says what to do."""


class NoSuchWindow(LookupError):
    def __init__(self) -> None:
        super().__init__("no window has that id: it has not landed, or was erased; /v1/windows lists those there are")


class NotSearchable(Exception):
    """The window is there, but what was asked needs a vector of it."""

    def __init__(self) -> None:
        super().__init__("the window has no vector of the active model yet: ask again once a worker has embedded it")


class BadText(ValueError):
    """The text cannot be searched for: it holds no word or number, or is too long."""


class ModelLoading(Exception):
    """The model that is searched is on its way into memory, and the database cannot do without it."""

    def __init__(self) -> None:
        super().__init__("the model is being loaded, which takes some seconds: ask again in a moment")


class Busy(Exception):
    """More is being asked than can be answered in time."""
