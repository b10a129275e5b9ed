"""`wearscribe migrate`"""

from dataclasses import asdict, dataclass

from services.cli.output import AsJson, err, out, print_json
from services.settings import Settings
from services.store import text_tower
from services.store.engine import connect
from services.store.migrate import migrate as migrate_database
from services.stream.topics import ensure_topics
from wearscribe.model.embedders import WEIGHTS
from wearscribe.model.pretrained import WeightsError
from wearscribe.static_tower import FILE, StaticTower


def migrate(as_json: AsJson = False) -> None:
    """Create the topics, bring the database to this version's shape, and teach it the words of the settings' model, so
    that a bare psql finds windows by them. Done before: no change.

    Example: wearscribe migrate --json
    """
    settings = Settings()
    revision = migrate_database(settings.database)
    created = ensure_topics(settings.kafka)
    words = load_words(settings.database, settings.model)
    if as_json:
        print_json({"revision": revision, "topics_created": created, "words": asdict(words) if words else None})
        return
    out.print(f"The database is at revision {revision}; {len(created)} topics were created.")
    if words:
        out.print(f"It knows {words.count:,} words and pairs of words of {words.model}.")
    else:
        err.print(
            f"{settings.model} has no {FILE}: searches by meaning need the model itself, in `wearscribe serve` or "
            "`wearscribe search`.",
            soft_wrap=True,
        )


@dataclass(frozen=True, slots=True)
class Words:
    """The static text tower of a model, in the database: how many words and pairs of words."""

    model: str
    count: int


def load_words(database: str, model: str) -> Words | None:
    """None where the model comes without. Raises WeightsError where the file is damaged or another model's, StoreError,
    StoreUnavailable."""
    file = WEIGHTS / model / FILE
    if not file.exists():
        return None
    tower = StaticTower.load(file)
    if tower.model_version != model:
        raise WeightsError(f"{file} is of {tower.model_version}: make it anew with `wearscribe distill`")
    engine = connect(database)
    try:
        return Words(model, text_tower.load(engine, tower))
    finally:
        engine.dispose()
