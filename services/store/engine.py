"""Connections to Postgres: made with timeouts, tried again on a new one, and with errors sorted by cure."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import psycopg2
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError

from services.store.errors import OtherModel, StoreError, StoreUnavailable

__all__ = ["DataRefused", "Engine", "connect", "retrying", "sorted_errors", "transaction"]

CONNECT_TIMEOUT = 5  # seconds
LOCK_TIMEOUT = "10s"
STATEMENT_TIMEOUT = "60s"
ATTEMPTS = 4
FIRST_WAIT = 0.25  # seconds; doubles with every attempt

#: SQLSTATE classes that speak of the data: data exception, integrity violation, program limit exceeded (a text
#: too long for a tsvector; psycopg2 calls that one operational).
_DATA = ("22", "23", "54")
#: Undefined table, column, function, object.
_NOT_MIGRATED = ("42P01", "42703", "42883", "42704")
_OTHER_MODEL = "WS001"  # our own, of check_vector

T = TypeVar("T")


class DataRefused(StoreError):
    """The database does not take these rows. `landing` finds the one to blame."""


def connect(url: str, *, connections: int = 4, statement_timeout: str = STATEMENT_TIMEOUT) -> Engine:
    """An engine for one process, with at most so many connections at a time; it connects when first used."""
    options = f"-c lock_timeout={LOCK_TIMEOUT} -c statement_timeout={statement_timeout}"
    arguments = {"connect_timeout": CONNECT_TIMEOUT, "options": options, "application_name": "wearscribe"}
    kept = (connections + 1) // 2  # the rest are closed when they are not needed
    return create_engine(url, connect_args=arguments, pool_size=kept, max_overflow=connections - kept)


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction that commits at the end. Raises as `sorted_errors` does."""
    with sorted_errors(), engine.begin() as connection:
        yield connection


@contextmanager
def sorted_errors() -> Iterator[None]:
    """Turn the database's errors into StoreUnavailable (waiting may cure it), DataRefused (leaving out a row may)
    or StoreError (neither)."""
    try:
        yield
    except DBAPIError as error:
        raise _sorted(error.orig) from None  # the chained message would print the parameters
    except psycopg2.Error as error:  # COPY goes past SQLAlchemy
        raise _sorted(error) from None


def retrying(engine: Engine, action: Callable[[Connection], T], sleep: Callable[[float], None] = time.sleep) -> T:
    """What `action` returns, done in one transaction; when the connection fails, done again on a new one.

    Raises StoreUnavailable after the last attempt, and whatever else `transaction` and `action` raise at once.
    `action` must bear being done twice: a connection may break when the commit has been made but not told.
    """
    for attempt in range(ATTEMPTS):
        if attempt:
            sleep(FIRST_WAIT * 2 ** (attempt - 1))
        try:
            with transaction(engine) as connection:
                return action(connection)
        except StoreUnavailable:
            engine.dispose()
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def _sorted(error: BaseException | None) -> StoreError:
    state = getattr(error, "pgcode", None) or ""
    kind = type(error).__name__
    says = getattr(error, "diag", None)
    if state.startswith(_DATA):
        # Of Postgres' words only names: the message and the detail may quote the row.
        names = [getattr(says, name, None) for name in ("table_name", "column_name", "constraint_name")]
        return DataRefused(" ".join([kind, *(name for name in names if name)]))
    if isinstance(error, psycopg2.OperationalError | psycopg2.InterfaceError):
        return StoreUnavailable(
            f"Postgres is not available ({kind} {state or 'connection'}): is it running, is its disk full? "
            "`wearscribe doctor` tells more"
        )
    if state in _NOT_MIGRATED:
        return StoreError("the database has not the shape of this version: run `wearscribe migrate`")
    message = getattr(says, "message_primary", None) or kind
    hint = getattr(says, "message_hint", None)
    return (OtherModel if state == _OTHER_MODEL else StoreError)(f"{message}. {hint}" if hint else message)
