"""What can go wrong when a person looks for something, beside the store's own errors."""


class NoSuchWindow(Exception):
    """No window has that id: it has not landed, or was erased."""


class BadText(ValueError):
    """The text cannot be searched for: it is empty, too long, or holds no word. Says what to do."""


class Busy(Exception):
    """More is being asked than can be answered in time: ask again in a moment."""
