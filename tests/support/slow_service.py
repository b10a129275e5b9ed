"""`python -m tests.support.slow_service`: `wearscribe serve` on a free port with the hash embedder, which is in memory
once the file that SLOW_SERVICE_MAY_LOAD names is there."""

import os
import sys
import time
from pathlib import Path

from services.cli.main import main
from tests.support.hash_embedder import ComposingEmbedder
from wearscribe.embedder import Embedder
from wearscribe.model import embedders

_MAY_LOAD = Path(os.environ["SLOW_SERVICE_MAY_LOAD"])


def _load(version: str, device: str = "cpu") -> Embedder:
    while not _MAY_LOAD.exists():
        time.sleep(0.02)
    return ComposingEmbedder()


if __name__ == "__main__":
    embedders.load = _load
    sys.argv = ["wearscribe", "serve", "--port", "0"]
    main()
