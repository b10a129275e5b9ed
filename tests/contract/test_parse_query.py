import pytest
from sqlalchemy import Engine, text

pytestmark = pytest.mark.real


def test_stub(store: Engine) -> None:
    with store.connect() as connection:
        assert connection.execute(text("SELECT kind, piece FROM parse_query('a day')")).all() == [("rest", "a day")]
