"""`wearscribe migrate`"""

from services.cli.output import AsJson, out, print_json
from services.settings import Settings
from services.store.migrate import migrate as migrate_database
from services.stream.topics import ensure_topics


def migrate(as_json: AsJson = False) -> None:
    """Create the topics and bring the database to this version's shape. Done before: no change."""
    settings = Settings()
    revision = migrate_database(settings.database)
    created = ensure_topics(settings.kafka)
    if as_json:
        print_json({"revision": revision, "topics_created": created})
    else:
        out.print(f"The database is at revision {revision}; {len(created)} topics were created.")
