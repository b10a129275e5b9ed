"""`python -m workers features|inference|sink [--health-file FILE]`: what `wearscribe worker` becomes."""

import argparse
import logging
import sys
from pathlib import Path
from typing import get_args

from services.settings import Settings
from workers.main import Name, run


def main() -> int:
    """Exit codes: `workers.loop.Exit`."""
    parser = argparse.ArgumentParser(prog="python -m workers", description="Be one worker until SIGTERM or Ctrl-C.")
    parser.add_argument("name", choices=get_args(Name))
    parser.add_argument("--health-file", type=Path, help="a JSON file that the main thread keeps fresh")
    arguments = parser.parse_args()
    log_to_stderr()
    return run(arguments.name, Settings(), health_file=arguments.health_file)


def log_to_stderr() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    logging.getLogger("kafka").setLevel(logging.ERROR)  # what matters of it comes to us as errors


if __name__ == "__main__":
    sys.exit(main())
