"""Errors that say themselves what is wrong and what to do next, and the exit code that each means."""

from services.cli.output import Exit


def exit_code(error: Exception) -> Exit | None:
    """None where the error is none of them, but a fault of the program."""
    # Read when something has gone wrong: each of these modules takes a while.
    from schemas.codec import CodecError
    from services.cli.labels import LabelsError
    from services.cli.service import ServiceAway, ServiceError
    from services.replay.deidentify import KeyFileError
    from services.replay.ledger import LedgerError
    from services.replay.readings import SourceError
    from services.search.errors import BadText
    from services.search.tokens import TokenError
    from services.stack.errors import StackError
    from services.store.errors import StoreError, StoreUnavailable
    from services.stream.types import StreamError
    from wearscribe.model.pretrained import WeightsError

    told: dict[type[Exception], Exit] = {
        StoreUnavailable: Exit.UNAVAILABLE,
        ServiceAway: Exit.UNAVAILABLE,
        StreamError: Exit.UNAVAILABLE,
        StackError: Exit.UNAVAILABLE,
        StoreError: Exit.FAILED,
        WeightsError: Exit.FAILED,
        ServiceError: Exit.BAD_INPUT,
        BadText: Exit.BAD_INPUT,
        SourceError: Exit.BAD_INPUT,
        CodecError: Exit.BAD_INPUT,
        KeyFileError: Exit.BAD_INPUT,
        LedgerError: Exit.BAD_INPUT,
        LabelsError: Exit.BAD_INPUT,
        TokenError: Exit.BAD_INPUT,
    }
    return next((code for kind, code in told.items() if isinstance(error, kind)), None)
