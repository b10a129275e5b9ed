"""The resume file: which window was sent with which content, so that a killed replay goes on where it stopped.

JSON lines, appended; the last line of a window counts. A line torn by a kill is cut off.
"""

import fcntl
import json
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self


class LedgerError(Exception):
    """The resume file cannot be used. Says what to do."""


class Entry(NamedTuple):
    """`content` is a hash; `sent` is true once the broker has confirmed it. An unsent entry may be in the log too."""

    content: str
    revision: int
    sent: bool


class Ledger:
    """One replay at a time holds the file. Raises LedgerError when another one does, or when it is something else."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            raise LedgerError(f"another replay is using {path}: wait for it, or name another resume file") from None
        self._entries: dict[str, Entry] = {}
        try:
            self._load()
        except (ValueError, TypeError, KeyError):
            self._file.close()
            raise LedgerError(f"{path} is not a resume file of a replay: name another one") from None

    def get(self, window_id: str) -> Entry | None:
        return self._entries.get(window_id)

    def record(self, entries: Iterable[tuple[str, Entry]]) -> None:
        """Write the entries; they are on the disk's way, and survive a kill of this process, when this returns."""
        for window_id, entry in entries:
            self._entries[window_id] = entry
            self._file.write(json.dumps({"window": window_id, **entry._asdict()}) + "\n")
        self._file.flush()

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _load(self) -> None:
        self._file.seek(0)
        whole, newline, torn = self._file.read().rpartition("\n")
        for line in whole.splitlines():
            row = json.loads(line)
            self._entries[row["window"]] = Entry(str(row["content"]), int(row["revision"]), bool(row["sent"]))
        if torn:
            if not newline and not torn.startswith('{"window"'):
                raise ValueError
            self._file.truncate(len((whole + newline).encode()))
