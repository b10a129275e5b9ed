"""A text, taken apart into sentences with their numbers masked."""

from wearscribe.model.tokens import ReadSentence


def read(text: str) -> tuple[ReadSentence, ...]:
    """Raises ValueError for a text without words or of more than 2,000 words."""
    raise NotImplementedError(text)
