"""Weights from a file, trusted by their hash alone."""

import hashlib
from pathlib import Path


class WeightsError(Exception):
    """The pretrained weights are not there, or are not the ones this code was written for."""


def checked(path: Path, sha256: str) -> bytes:
    """The file's content. Raises WeightsError when it is absent or differs from `sha256`."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise WeightsError(f"{path} is missing: it comes with the source tree, check it out again") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise WeightsError(f"{path} is damaged or of another version: its sha256 differs, check it out again")
    return content
