"""A regular expression that finds any of many phrases in one pass, the longest first.

Python tries the branches of an alternation one by one; factored by common prefixes there are at most as many
branches as letters, which is ten times faster for a few hundred phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def pattern(phrases: Iterable[str]) -> str:
    """The source of an expression that matches exactly the phrases, preferring the longest."""
    root: dict[str, Any] = {}
    for phrase in phrases:
        node = root
        for letter in phrase:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _source(root)


def _source(node: dict[str, Any]) -> str:
    ends = "" in node
    branches = [re.escape(letter) + _source(child) for letter, child in sorted(node.items()) if letter]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return joined + "?" if ends else joined
