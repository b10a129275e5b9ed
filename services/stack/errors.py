"""What can go wrong with the embedded stack."""


class StackError(Exception):
    """A part of the embedded stack cannot start or stop. Says which, and what to do next."""
