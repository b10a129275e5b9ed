"""The files of an account archive: a folder, a zip, or a folder of the zip parts that a large export comes in.

Members are read through streams with a size limit and never unpacked, so a path that climbs out of the archive
or a bomb does no harm. A file is called by its place in the sorted archive and its kind: its name may hold a
date, a person, or anything.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from services.replay.readings import Refused, SourceError

MAX_FILE_BYTES = 64 * 2**20
MAX_TOTAL_BYTES = 64 * 2**30
_NAME = re.compile(r"([a-z][a-z _-]*?)(?:(?: - |[-_ ])(?:\d{4}-\d{2}(?:-\d{2})?|\d{4,8}|\d{1,4}|sample))?\.(json|csv)")


@dataclass(slots=True)
class Budget:
    """How many bytes the archive may still unfold to."""

    left: int = MAX_TOTAL_BYTES


@dataclass(frozen=True, slots=True)
class File:
    """One file: `kind` is its base name without dates and numbers ("heart_rate"), None where that is no plain name."""

    position: int
    kind: str | None
    suffix: str
    budget: Budget = field(repr=False)
    _open: Callable[[], IO[bytes]] = field(repr=False)

    def called(self, known: frozenset[str]) -> str:
        """The file in words that are safe to print: only a name of a `known` kind is shown."""
        return f"file {self.position}" + (f" ({self.kind}*.{self.suffix})" if self.kind in known else "")

    def read(self) -> bytes:
        """The whole content. Raises Refused when it is damaged, encrypted or too large."""
        limit = min(MAX_FILE_BYTES, self.budget.left)
        try:
            with self._open() as stream:
                content = stream.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            raise Refused("damaged in the archive: download the export again") from None
        except (RuntimeError, NotImplementedError):  # zipfile: a password is needed, or an unknown compression
            raise Refused("encrypted, or packed in a way that Python does not know") from None
        except OSError:
            raise Refused("cannot be read from the disk") from None
        if len(content) > limit:
            raise Refused(f"larger than {MAX_FILE_BYTES >> 20} MiB, which no file of an export is")
        self.budget.left -= len(content)
        return content


def files(path: Path) -> Iterator[File]:
    """Every file of the archive in the order of its path. Raises SourceError when `path` is no archive."""
    if path.is_file() and path.suffix.lower() in (".json", ".csv"):
        found = [(path.name, _opener(path))]
    elif path.is_file():
        found = _zipped(path)
    elif path.is_dir():
        found = _in_folder(path)
    else:
        raise SourceError("there is no such file or folder: check the path")
    budget = Budget()
    for position, (name, opener) in enumerate(sorted(found, key=lambda item: item[0]), start=1):
        match = _NAME.fullmatch(re.split(r"[/\\]", name)[-1].lower())
        kind = match[1].replace(" ", "_").replace("-", "_") if match else None
        yield File(position, kind, match[2] if match else "", budget, opener)


_Found = list[tuple[str, Callable[[], IO[bytes]]]]


def _in_folder(folder: Path) -> _Found:
    found: _Found = []
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_file():  # a link in an unpacked archive may point anywhere
            continue
        name = str(path.relative_to(folder))
        if path.suffix.lower() != ".zip":
            found.append((name, _opener(path)))
            continue
        try:
            found += [(f"{name}/{inner}", opener) for inner, opener in _zipped(path)]
        except SourceError:
            found.append((name, _damaged))
    return found


def _zipped(path: Path) -> _Found:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError):
        raise SourceError("not a whole zip file (cut short, or something else): download the export again") from None
    return [(info.filename, _member(archive, info)) for info in archive.infolist() if not info.is_dir()]


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(info)


def _damaged() -> IO[bytes]:
    raise zipfile.BadZipFile
