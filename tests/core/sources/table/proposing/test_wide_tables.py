"""Of many columns at once the same is said as of each alone, and of headings the same as by comparing them all."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.sources.table.limits import FileLimits
from willet.core.sources.table.mapping import FileForm
from willet.core.sources.table.opening import open_table
from willet.core.sources.table.proposing.contents import contents_of
from willet.core.sources.table.proposing.phrases import (
    LANGUAGES,
    bare_of,
    likeness,
    phrases,
    places_near,
)
from willet.core.sources.table.proposing.profiles import ColumnProfile, TableProfile, profiled
from willet.core.sources.table.proposing.wording import WORDED, fields_meant, meant

TEXTS = ["0:12", "14:10:00", "ja", "nein", "Angenommen", "13.03.2026 09:30", "03/04/2026", "7", "x"]
WORDS = sorted({word for phrase in phrases() for word in phrase.text.words})


@pytest.fixture(scope="module")
def con() -> Iterator[DuckDBPyConnection]:
    """One engine for all of them."""
    with duckdb.connect() as con:
        yield con


def profile_of(place: int, texts: Sequence[str]) -> ColumnProfile:
    """A column of these texts."""
    counts = Counter(texts)
    parts = {text.split()[0] for text in texts if "/" in text or "." in text}
    return ColumnProfile("c", place, len(texts), len(texts), len(counts), counts, parts)


@settings(max_examples=15)
@given(columns=st.lists(st.lists(st.sampled_from(TEXTS), min_size=1), min_size=2, max_size=5))
def test_columns_together_hold_what_each_holds_alone(
    con: DuckDBPyConnection, columns: list[list[str]]
) -> None:
    profiles = [profile_of(place, texts) for place, texts in enumerate(columns, 1)]

    alone = [contents_of(con, [profile], ".")[0] for profile in profiles]

    assert contents_of(con, profiles, ".") == alone


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), st.sampled_from(LANGUAGES))
def test_every_phrase_that_is_like_a_heading_is_found(words: list[str], language: str) -> None:
    heading = bare_of(words, language)
    alike = {n for n, phrase in enumerate(phrases()) if likeness(heading, phrase.text) > 0}

    assert alike <= places_near(heading)


@given(st.lists(st.sampled_from(["nicht", "angenommen", "da", "tra", "loi", "ja", "x"])))
def test_a_text_means_a_word_of_the_fields_that_say_so(words: list[str]) -> None:
    text = " ".join(words)

    assert fields_meant(text) == tuple(name for name in WORDED if meant(name, text))


def seen(
    con: DuckDBPyConnection, folder: Path, rows: Sequence[Sequence[str]], batch: int
) -> TableProfile:
    """The columns of a file of these rows, read so many rows at a time."""
    path = folder / "calls.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Id", "Beginn", "Note"], *rows])
    limits = FileLimits(batch_rows=batch)
    with open_table(con, path, FileForm(), (), limits) as reader:
        return profiled(con, reader)


@pytest.mark.parametrize("batch", [2, 1000])
def test_texts_are_counted_as_by_hand(con: DuckDBPyConnection, tmp_path: Path, batch: int) -> None:
    """Short rows, blanks, what says nothing, guards of spreadsheets and the row of a sum."""
    rows = [
        ["a1", " 13.03.2026 ", "b"],
        ["a2", "04.03.2026", "N/A"],
        ["a1", "04.03.2026"],
        ["a3", "", '="b"'],
        ["Total", "01.01.2026", "c"],
    ]

    columns = seen(con, tmp_path, rows, batch).profiles

    assert [column.rows for column in columns] == [4, 4, 4]
    assert [column.filled for column in columns] == [4, 3, 2]
    assert [dict(column.texts) for column in columns] == [
        {"a1": 2, "a2": 1, "a3": 1},
        {"13.03.2026": 1, "04.03.2026": 2},
        {"b": 2},
    ]
    assert [list(column.texts) for column in columns] == [
        ["a1", "a2", "a3"],
        ["13.03.2026", "04.03.2026"],
        ["b"],
    ]
    assert columns[1].date_parts == {"13.03.2026", "04.03.2026"}


def test_a_rare_text_late_in_a_long_column_and_every_date_are_seen(
    con: DuckDBPyConnection, tmp_path: Path
) -> None:
    rows = [
        [f"a{n}", f"{n % 12 + 1:02}/04/2026 10:{n % 60:02}:{n % 59:02}", ""] for n in range(3998)
    ]
    rows += [["z", "03/04/2026", ""], ["z", "13/04/2026 09:30", ""]]

    columns = seen(con, tmp_path, rows, 50_000).profiles

    assert (columns[0].filled, columns[0].distinct, columns[0].texts["z"]) == (4000, 3999, 2)
    assert "13/04/2026" in columns[1].date_parts
