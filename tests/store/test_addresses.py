"""The address of the rooms' database: what is understood, and what is refused in a sentence."""

from pathlib import Path
from typing import Any

import pytest

from willet.core.records import RequestError
from willet.store.addresses import settings_of, shown

FILE = Path("/home/rooms.sqlite3")
PARTS = ("NAME", "USER", "PASSWORD", "HOST", "PORT")


def read(address: str, password: str = "") -> dict[str, Any]:
    return settings_of(address, password=password, file=FILE)


def test_without_an_address_it_is_sqlite_in_the_home() -> None:
    settings = read("")

    assert (settings["ENGINE"], settings["NAME"]) == ("django.db.backends.sqlite3", str(FILE))
    assert shown(settings) == str(FILE)


@pytest.mark.parametrize(
    ("address", "password", "parts"),
    [
        ("postgresql://ann@db/rooms", "", ("rooms", "ann", "", "db", "")),
        ("postgres://ann@db:5433/rooms", "s", ("rooms", "ann", "s", "db", "5433")),
        ("postgresql://ann:own@db/rooms", "other", ("rooms", "ann", "own", "db", "")),
        ("postgresql://a%40b:p%2Fw%3A@db/r%20s", "", ("r s", "a@b", "p/w:", "db", "")),
        ("postgresql://ann@[::1]:5432/rooms", "", ("rooms", "ann", "", "::1", "5432")),
        ("postgresql://ann@/rooms?host=/run/postgresql", "", ("rooms", "ann", "", "/run/postgresql", "")),
        ("postgresql://ann@/rooms", "", ("rooms", "ann", "", "", "")),
    ],
)  # fmt: skip
def test_address_is_taken_apart(address: str, password: str, parts: tuple[str, ...]) -> None:
    settings = read(address, password)

    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert tuple(settings[name] for name in PARTS) == parts


def test_what_is_said_of_the_connection_is_handed_on() -> None:
    options = read("postgresql://ann@db/rooms?sslmode=verify-full&connect_timeout=3")["OPTIONS"]

    assert (options["sslmode"], options["connect_timeout"]) == ("verify-full", "3")
    assert "lock_timeout=10s" in options["options"]


def test_password_is_never_shown() -> None:
    assert shown(read("postgresql://ann:own@db:1/rooms")) == "postgresql://ann@db:1/rooms"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("mysql://ann@db/rooms", "no address of a PostgreSQL database"),
        ("rooms", "no address of a PostgreSQL database"),
        ("postgresql://ann@db:port/rooms", "no address of a PostgreSQL database"),
        ("postgresql://ann@db:99999/rooms", "no address of a PostgreSQL database"),
        ("postgresql://ann@db:0/rooms", "no address of a PostgreSQL database"),
        ("postgresql://[::1/rooms", "no address of a PostgreSQL database"),
        ("postgresql://db/rooms", "names no user"),
        ("postgresql://ann@db", "names no database"),
        ("postgresql://ann@db/", "names no database"),
        ("postgresql://ann:own@db/rooms?sslmod=require", "Did you mean 'sslmode'?"),
    ],
)
def test_address_that_is_not_understood_gives_a_sentence(address: str, sentence: str) -> None:
    with pytest.raises(RequestError) as refused:
        read(address)

    assert sentence in str(refused.value)
    assert "own" not in str(refused.value)


def test_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("willet.store.addresses.find_spec", lambda name: None)

    with pytest.raises(RequestError, match=r"pip install 'willet\[postgres\]'"):
        read("postgresql://ann@db/rooms")
