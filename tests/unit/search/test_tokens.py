"""Tokens: only their hashes are kept, and a change of the file counts at once."""

import json
from pathlib import Path

import pytest

from services.search.tokens import Role, TokenError, Tokens


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "tokens.json"


def test_a_token_opens_what_its_role_says_and_nothing_else_opens(path: Path) -> None:
    tokens = Tokens(path)
    assert not tokens
    reader, operator = tokens.add("notebook", Role.reader), tokens.add("me", Role.operator)
    assert tokens
    assert (tokens.role_of(reader), tokens.role_of(operator)) == (Role.reader, Role.operator)
    assert tokens.role_of("") is tokens.role_of(reader[:-1]) is tokens.role_of(reader + "a") is None
    assert tokens.role_of("토큰") is None


def test_operators_may_what_readers_may() -> None:
    assert [Role.operator.covers(Role.reader), Role.reader.covers(Role.reader)] == [True, True]
    assert [Role.operator.covers(Role.operator), Role.reader.covers(Role.operator)] == [True, False]


def test_the_file_holds_no_token_and_is_closed_to_others(path: Path) -> None:
    token = Tokens(path).add("notebook", Role.reader)
    assert path.stat().st_mode & 0o077 == 0
    assert token not in path.read_text()
    (row,) = json.loads(path.read_text())
    assert row["sha256"] not in (token, "")
    assert Tokens(path).role_of(row["sha256"]) is None


def test_a_running_service_knows_at_once_who_was_added_and_who_was_revoked(path: Path) -> None:
    running = Tokens(path)
    assert not running
    token = Tokens(path).add("notebook", Role.reader)
    assert running.role_of(token) is Role.reader
    assert Tokens(path).revoke("notebook")
    assert running.role_of(token) is None
    assert not running
    assert not running.revoke("notebook")


def test_a_name_is_given_once_and_is_a_slug(path: Path) -> None:
    tokens = Tokens(path)
    tokens.add("notebook", Role.reader)
    with pytest.raises(TokenError, match="revoke notebook"):
        tokens.add("notebook", Role.operator)
    for name in ("", "Me", "a b", "a" * 41, "../x"):
        with pytest.raises(TokenError, match="at most 40"):
            tokens.add(name, Role.reader)
    assert [each.name for each in tokens.all()] == ["notebook"]


@pytest.mark.parametrize(
    "broken", ["", "{", "[1]", '[{"name": "a"}]', '[{"sha256": "0", "name": "a", "role": "king"}]']
)
def test_a_file_that_cannot_be_read_opens_nothing(path: Path, broken: str) -> None:
    path.parent.mkdir()
    path.write_text(broken)
    with pytest.raises(TokenError, match="cannot be read"):
        Tokens(path).role_of("anything")
    with pytest.raises(TokenError, match="cannot be read"):
        bool(Tokens(path))
