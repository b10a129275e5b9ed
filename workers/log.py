"""Log lines as `event=batch edge=features messages=32`: ids, counts and rates, never a payload."""

import logging
import traceback

_log = logging.getLogger("wearscribe.worker")


def info(event: str, **fields: object) -> None:
    _log.info("%s", _line(event, fields))


def warning(event: str, **fields: object) -> None:
    _log.warning("%s", _line(event, fields))


def crash(event: str, error: BaseException, **fields: object) -> None:
    """Where an error came from, without its message: that may quote the data."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames[-4:])
    _log.error("%s", _line(event, fields | {"error": type(error).__name__, "at": where}))


def _line(event: str, fields: dict[str, object]) -> str:
    return " ".join(f"{name}={_value(value)}" for name, value in {"event": event, **fields}.items())


def _value(value: object) -> str:
    text = f"{value:.3f}" if isinstance(value, float) else str(value)
    return f'"{text}"' if " " in text else text
