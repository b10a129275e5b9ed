"""Claims: what the annotators say of the signal, as arrays; nothing that comes from a logged label."""

from schemas.annotations import KINDS

_LOGGED = ("activity", "sleep", "relation")

KIND_NAMES: tuple[str, ...] = tuple(name for name in KINDS if name not in _LOGGED)
VALUES: tuple[str, ...] = tuple(dict.fromkeys(value for name in KIND_NAMES for value in KINDS[name].values)) + ("rise",)
