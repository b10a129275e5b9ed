"""What can go wrong with the store, by what the caller can do about it."""


class StoreError(Exception):
    """The database refused for a reason that neither waiting nor dropping a record cures. Says what to do."""


class StoreUnavailable(StoreError):
    """The database cannot be reached or cannot write now, after retries on new connections. Nothing was landed
    that the offsets do not tell of: pause, and try the same batch again. Never a reason to reject a record."""


class OtherModel(StoreError):
    """Another model is the active one than the one that made the query vector: embed the query anew."""


class StoreFenced(StoreError):
    """Another consumer has taken the partition since: nothing was written. Drop the batch; it lands there."""


class Unlandable(StoreError):
    """The database cannot hold one record of the batch: nothing was written. Reject that one, land the others.

    `index` is its place in the sequence that was to be landed; `reason` names no value of it.
    """

    def __init__(self, index: int, reason: str) -> None:
        super().__init__(f"record {index} of the batch cannot be stored: {reason}")
        self.index = index
        self.reason = reason
