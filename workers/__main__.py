"""`python -m workers features|inference|sink [OPTIONS]`: what `wearscribe worker` becomes."""

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
    parser.add_argument("--model", help="inference: the model's version, instead of WEARSCRIBE_MODEL")
    parser.add_argument("--device", help="inference: where it runs, instead of WEARSCRIBE_DEVICE")
    arguments = parser.parse_args()
    log_to_stderr()
    chosen = {name: value for name in ("model", "device") if (value := getattr(arguments, name))}
    return run(arguments.name, Settings().model_copy(update=chosen), health_file=arguments.health_file)


def log_to_stderr() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    logging.getLogger("kafka").setLevel(logging.ERROR)  # what matters of it comes to us as errors


if __name__ == "__main__":
    sys.exit(main())
