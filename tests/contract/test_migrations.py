"""The database's shape: made by migrations alone, the same as schemas/tables says, and documented in itself."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, NullPool, create_engine, text

from services.store import registry
from services.store.engine import connect
from services.store.errors import StoreError, StoreUnavailable
from services.store.landing import land
from services.store.migrate import MIGRATIONS, configuration, migrate
from services.store.offsets import Fence
from services.stream.types import Partition
from tests.support.windows import captioned_window

pytestmark = pytest.mark.real

# Everything of ours in the schema: extensions' own objects depend on them with 'e'.
_OURS = "NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = {0}.oid AND d.deptype = 'e')"
_OBJECTS = text(f"""
    SELECT 'relation ' || c.relname AS object, obj_description(c.oid, 'pg_class') AS comment
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
      AND {_OURS.format("c")} AND c.relname <> 'alembic_version'
    UNION ALL
    SELECT 'column ' || c.relname || '.' || a.attname, col_description(c.oid, a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p', 'c')
      AND {_OURS.format("c")} AND c.relname <> 'alembic_version'
    UNION ALL
    SELECT 'function ' || p.oid::regprocedure, obj_description(p.oid, 'pg_proc')
    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND {_OURS.format("p")}
    UNION ALL
    SELECT 'type ' || t.typname, obj_description(t.oid, 'pg_type')
    FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
    WHERE t.typnamespace = 'public'::regnamespace AND {_OURS.format("t")}
""")
_FUNCTIONS = text(f"""
    SELECT p.oid::regprocedure::text AS name, p.provolatile, p.prosecdef,
           p.prosqlbody IS NOT NULL OR EXISTS (
               SELECT FROM unnest(p.proconfig) setting WHERE setting LIKE 'search_path=%') AS pinned
    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND {_OURS.format("p")}
""")


@pytest.fixture
def url(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest.fixture
def connection(url: str) -> Iterator[Connection]:
    with create_engine(url, poolclass=NullPool).connect() as connection:
        yield connection


def public(connection: Connection) -> list[str]:
    """Names of our tables, views and functions."""
    rows = connection.execute(_OBJECTS).all()
    connection.rollback()
    return sorted(row.object for row in rows if not row.object.startswith("column"))


def made(connection: Connection) -> dict[str, object]:
    """Our functions, and which transaction wrote each last."""
    rows = connection.execute(
        text(f"""
        SELECT p.oid::regprocedure::text AS name, p.xmin::text AS written FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND {_OURS.format("p")}
    """)
    ).all()
    connection.rollback()
    return {row.name: row.written for row in rows}


def test_from_empty_to_the_newest_and_again(url: str, connection: Connection) -> None:
    newest = ScriptDirectory.from_config(configuration(connection)).get_current_head()
    assert migrate(url) == newest
    before = public(connection)
    assert migrate(url) == newest
    assert public(connection) == before
    assert "function search_captions" in " ".join(before)


def test_the_tables_are_those_of_the_schema(url: str, connection: Connection) -> None:
    migrate(url)
    registry.register(create_engine(url, poolclass=NullPool), "a-model", 8)
    command.check(configuration(connection))


def test_functions_are_made_anew_where_their_text_has_changed(url: str, connection: Connection, tmp_path: Path) -> None:
    migrate(url)
    before = made(connection)
    migrate(url)
    assert made(connection) == before  # not touched
    config = configuration(connection)
    copied = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    config.set_main_option("script_location", str(copied))
    told = copied / "functions" / "question" / "told.sql"
    told.write_text(told.read_text("utf-8").replace("' min'", "' minutes'"), "utf-8")
    command.upgrade(config, "head")
    assert connection.execute(text("SELECT told_minutes(45)")).scalar_one() == "45 minutes"
    assert before.keys() == made(connection).keys()


def test_what_landed_stays_where_functions_are_made_anew(url: str, connection: Connection) -> None:
    migrate(url)
    engine, partition = connect(url), Partition("t", 0)
    fence = Fence(engine, "sink")
    fence.take([partition])
    land(engine, [captioned_window(1)], fence, {partition: 1})
    engine.dispose()
    connection.execute(text("COMMENT ON TABLE alembic_version IS 'functions of another version'"))
    connection.commit()
    migrate(url)
    assert connection.execute(text("SELECT count(*) FROM embeddings")).scalar_one() == 2
    assert connection.execute(
        text("SELECT count(*) FROM search_windows((SELECT vector FROM embeddings LIMIT 1))")
    ).scalar_one()


def test_prefixes_are_made_anew_where_their_bits_come_to_stand_for_other_bounds(
    url: str, connection: Connection, tmp_path: Path
) -> None:
    migrate(url)
    registry.register(create_engine(url, poolclass=NullPool), "a-model", 8)
    config = configuration(connection)
    copied = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    config.set_main_option("script_location", str(copied))
    tables = text("SELECT oid, obj_description(oid) FROM pg_class WHERE relname = 'prefixes_a-model'")
    before = connection.execute(tables).one()
    connection.rollback()
    for old, new in (("answering", "answering"), ("'{240,300,", "'{250,300,")):
        bounds = copied / "functions" / "prefixes" / "bounds.sql"
        bounds.write_text(f"{bounds.read_text('utf-8').replace(old, new, 1)}\n-- once more", "utf-8")
        command.upgrade(config, "head")
        after = connection.execute(tables).one()
        connection.rollback()
        assert (after == before) == (old == new)
    assert connection.execute(text("SELECT asked_digest()")).scalar_one() in after[1]


def test_a_database_of_another_version_is_left_alone(url: str, connection: Connection) -> None:
    migrate(url)
    connection.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    connection.commit()
    before = made(connection)
    with pytest.raises(StoreError, match="a shape that this version does not know: go on with"):
        migrate(url)
    assert made(connection) == before


def test_every_file_of_functions_is_made() -> None:
    functions = MIGRATIONS / "functions"
    files = sorted(str(file.relative_to(functions).with_suffix("")) for file in functions.rglob("*.sql"))
    assert sorted((functions / "order.txt").read_text("utf-8").split()) == files


def test_two_at_once_wait_for_each_other(url: str) -> None:
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:  # alembic keeps its context in globals
        assert len(set(pool.map(migrate, [url] * 2))) == 1


def test_a_failed_step_leaves_the_database_as_it_was(url: str, connection: Connection) -> None:
    connection.execute(text("CREATE TABLE windows (in_the_way int)"))
    connection.commit()
    with pytest.raises(StoreError, match="already exists"):
        migrate(url)
    assert public(connection) == ["relation windows"]


def test_a_database_that_is_away_is_unavailable() -> None:
    with pytest.raises(StoreUnavailable):
        migrate("postgresql+psycopg2://nobody@127.0.0.1:1/nothing")


def test_everything_says_what_it_is(store: Engine) -> None:
    registry.register(store, "a-model", 8)
    with store.connect() as connection:
        silent = [row.object for row in connection.execute(_OBJECTS) if not row.comment]
    assert silent == []


def test_functions_run_with_the_callers_rights_and_no_ones_search_path(store: Engine) -> None:
    with store.connect() as connection:
        functions = connection.execute(_FUNCTIONS).all()
    assert len(functions) >= 9
    assert [f.name for f in functions if not f.pinned] == []
    assert [f.name for f in functions if f.prosecdef] == []  # row-level security must hold inside them
    volatile = {f.name.split("(")[0] for f in functions if f.provolatile == "v"}
    made = {"register_model", "activate_model", "remove_model", "index_model", "fit_lists", "fit_prefix"}
    made |= {"make_prefixes", "keep_prefixes", "keep_bounds"}
    assert volatile == made


def test_views_run_with_the_readers_rights(store: Engine) -> None:
    with store.connect() as connection:
        views = connection.execute(
            text("""SELECT relname, reloptions FROM pg_class
                    WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace""")
        ).all()
    assert views
    assert all("security_invoker=true" in (view.reloptions or []) for view in views)
