"""`wearscribe keygen`"""

from services.cli.output import AsJson, out, print_json
from services.replay.deidentify import make_key
from services.settings import Settings


def keygen(as_json: AsJson = False) -> None:
    """Make the study key that pseudonyms and date shifts come from.

    Keep it secret and keep it safe: whoever holds it can tell which wearer a pseudonym is, and without it new data of
    a wearer gets no old pseudonym. It refuses to overwrite one.

    Example: wearscribe keygen --json
    """
    path = Settings().key_file
    path.parent.mkdir(parents=True, exist_ok=True)
    make_key(path)
    if as_json:
        print_json({"key_file": path})
    else:
        out.print(f"The study key is in {path}, readable to you alone.")
