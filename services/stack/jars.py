"""Fetches the jars of the embedded Kafka from Maven Central, once, into a cache that every checkout shares."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from services.stack.errors import StackError
from services.stack.kafka_jars import JARS, Jar
from services.stack.lock import locked

CACHE = Path.home() / ".cache" / "wearscribe" / "maven"

#: Called with the bytes that are there and the bytes there will be, after each jar.
Progress = Callable[[int, int], None]


def fetch(progress: Progress, *, jars: Iterable[Jar] = JARS, cache: Path = CACHE) -> list[Path]:
    """Paths of all jars, downloaded where they are missing. Raises StackError when Maven Central cannot be reached
    or a jar is not the one that was recorded (it is removed then)."""
    jars = list(jars)
    total, done = sum(jar.size for jar in jars), 0
    with locked(cache / ".lock"):
        for jar in jars:
            path = cache / _place(jar)
            if not is_intact(path, jar):
                path.unlink(missing_ok=True)  # cut short by an earlier interruption
                _download(jar, cache)
                _verify(path, jar)
            done += jar.size
            progress(done, total)
    return [cache / _place(jar) for jar in jars]


def missing(cache: Path = CACHE) -> list[str]:
    """Coordinates of the jars that are not in the cache, or not as recorded."""
    return [jar.coordinate for jar in JARS if not is_intact(cache / _place(jar), jar)]


def is_intact(path: Path, jar: Jar) -> bool:
    return path.exists() and path.stat().st_size == jar.size and _sha256(path) == jar.sha256


def _download(jar: Jar, cache: Path) -> None:
    import requests  # not at the top: the optional extra `embedded` brings both
    from jgo.maven import MavenContext

    context = MavenContext(repo_cache=cache, timeout=30)
    try:
        context.create_dependency(jar.coordinate).artifact.resolve()
    except (requests.RequestException, RuntimeError) as error:
        raise StackError(
            f"cannot download {jar.coordinate} from Maven Central ({type(error).__name__}). Check that this machine "
            "reaches https://repo.maven.apache.org (or set HTTPS_PROXY), then start again: what is there is kept."
        ) from error
    except OSError as error:
        raise StackError(
            f"cannot write {jar.coordinate} to {cache}: {error.strerror}. Free some space there."
        ) from error


def _verify(path: Path, jar: Jar) -> None:
    if not is_intact(path, jar):
        path.unlink(missing_ok=True)
        raise StackError(
            f"{jar.coordinate} as downloaded is not the file whose sha256 is recorded in services/stack/kafka_jars.py; "
            "it was removed. Try again; if it happens twice, something between here and Maven Central changes files."
        )


def _place(jar: Jar) -> Path:
    """Where Maven's repository layout puts the jar."""
    group, artifact, version = jar.coordinate.split(":")
    return Path(*group.split("."), artifact, version, f"{artifact}-{version}.jar")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
