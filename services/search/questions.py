"""What a question may be, before anything is asked."""

from services.search.errors import BadText
from wearscribe.model.read_text import MAX_CHARACTERS, MAX_WORDS


def checked(text: str) -> str:
    """The text without what Postgres cannot hold, and without what makes a vector of it there: an opening bracket, or
    space, at its start. Raises BadText."""
    text = text.replace("\0", "").lstrip("[ \t\r\n").strip()
    if len(text) > MAX_CHARACTERS or len(text.split(None, MAX_WORDS)) > MAX_WORDS:
        raise BadText(f"the text has more than {MAX_WORDS:,} words or {MAX_CHARACTERS:,} characters: shorten it")
    if not any(character.isalnum() for character in text):
        raise BadText("the text has neither a word nor a number: say it in a sentence or a few")
    return text
