"""Texts put into the file and taken out again: what stands in each table, counted by hand."""

import sqlite3
from math import log, sqrt

import pytest

from tests.core.text.shelf import entry
from willet.core.text.schema import SCHEMA
from willet.core.text.writing import differing, put_in, take_out


@pytest.fixture
def con() -> sqlite3.Connection:
    opened = sqlite3.connect(":memory:")
    opened.executescript(SCHEMA)
    return opened


def words(con: sqlite3.Connection) -> dict[str, int]:
    return dict(con.execute("SELECT word, texts FROM words"))


def weights(con: sqlite3.Connection, key: str) -> dict[str, float]:
    sql = "SELECT w.word, p.weight FROM places p JOIN words w ON w.id = p.word JOIN texts t ON t.id = p.text"
    return dict(con.execute(f"{sql} WHERE t.key = ?", [key]))


def test_a_word_weighs_by_its_title_and_by_how_often_it_stands_in_the_body(
    con: sqlite3.Connection,
) -> None:
    put_in(con, entry("a", "Reset it", "reset Now, now; now"))
    put_in(con, entry("b", "", "it"))

    heading = 2 + 2 / sqrt(2)
    assert weights(con, "a") == pytest.approx(
        {"reset": heading + 1, "it": heading, "now": 1 + 0.3 * log(3)}
    )
    assert weights(con, "b") == {"it": 1.0}
    assert words(con) == {"reset": 1, "it": 2, "now": 1}
    assert con.execute("SELECT key, title, body FROM texts").fetchall() == [
        ("a", " reset it ", " reset now now now "),
        ("b", "  ", " it "),
    ]


def test_a_text_taken_out_leaves_its_words_behind_in_no_text(con: sqlite3.Connection) -> None:
    put_in(con, entry("a", "reset it"))
    put_in(con, entry("b", "it"))

    take_out(con, ["a", "never there"])

    assert words(con) == {"reset": 0, "it": 1}
    assert weights(con, "a") == {}
    assert list(weights(con, "b")) == ["it"]
    assert con.execute("SELECT key FROM texts").fetchall() == [("b",)]


def test_what_changed_is_read_anew_and_what_is_gone_is_named(con: sqlite3.Connection) -> None:
    for key in ("same", "changed", "gone"):
        put_in(con, entry(key, key))
    stamp = entry("same", "same").stamp

    anew, gone = differing(con, {"same": stamp, "changed": "other", "new": "x"})

    assert (anew, gone) == ({"changed", "new"}, {"gone"})
