"""Answers as they look, by method and path."""

from typing import Any

EXAMPLES: dict[tuple[str, str], Any] = {}
