"""Identities all the way from a file into cases: each way of saying who called, as a named trap."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from willet.core.intake import import_files
from willet.core.lake import Lake

START = datetime(2024, 3, 4, 9)
HEAD = "contact_id,arrived_at,customer_id,customer_number,customer_email"

# Contacts of one story begin with the same letter, and come a day after another.
STORIES = {
    #          id    number                                    address
    "spell": [("", "+49 30 123456", ""), ("", "0049 30 123456", ""), ("", "030/123456", ""),
              ("", "+49 (0)30 123456", ""), ("", '"Ann" <sip:030123456@pbx.example;user=phone>', ""),
              ("", "tel:+49-30-123456", "")],
    "ext": [("", "+49 30 200000", ""), ("", "+49 30 200000 ext. 12", ""), ("", "030 200000 x12", ""),
            ("", "030 200000, Durchwahl 13", "")],
    "desk": [("", "6001", ""), ("", "sip:6001@10.0.0.1", ""), ("", "6002", "")],
    "hide": [("", t, "") for t in ("anonymous", "Anonymous", "RESTRICTED", "Unknown", "private", "Unbekannt",
                                   "+266696687", "sip:anonymous@anonymous.invalid", "0")],
    "blank": [("", "", ""), ("", "", "")],
    "name": [("", "Ann 2", ""), ("", "Ann 2", "")],
    "mail": [("", "", "Ann@Example.org"), ("", "", "ann@example.org"), ("", "", "Ann <ann@example.org>")],
    "two": [("A1", "030300000", ""), ("A2", "030300000", ""), ("A1", "", "")],
    "whose": [("", "030400000", ""), ("B1", "030400000", ""), ("", "030400000", ""), ("B1", "", "")],
    "glue": [("", "030500000", ""), ("", "030500000", "g@example.org"), ("C1", "", "g@example.org"),
             ("C1", "", ""), ("", "", "g@example.org")],
    "house": [("D1", "030600000", ""), ("D2", "030600000", ""), ("", "030600000", ""), ("", "030600000", "")],
    "office": [*((f"E{n}", "030700000", "") for n in range(4)), ("", "030700000", ""), ("", "030700000", "")],
    "nobody": [("unknown", "", ""), ("Unknown", "", ""), ("", "", "anonymous@anonymous.invalid")],
}  # fmt: skip


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBPyConnection]:
    """All stories in one lake of Germany."""
    folder: Path = tmp_path_factory.mktemp("walk")
    rows = [
        ",".join([f"{story}-{n}", str(START + timedelta(days=n)), *map(_quoted, shown)])
        for story, contacts in STORIES.items()
        for n, shown in enumerate(contacts)
    ]
    (folder / "calls.csv").write_text("\n".join([HEAD, *rows]) + "\n")
    import_files(
        folder / "lake", "table", [folder / "calls.csv"], zone="Europe/Berlin", region="DE"
    )
    with Lake.at(folder / "lake").snapshot().connect() as con:
        yield con


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def groups(lake: DuckDBPyConnection, story: str) -> list[list[int]]:
    """The contacts of a story, by number, as they are cases."""
    found = lake.execute(
        f"SELECT list(CAST(split_part(contact_id, '-', 2) AS INT) ORDER BY contact_id) AS l FROM links "
        f"WHERE contact_id LIKE 'table:{story}-%' GROUP BY case_id ORDER BY l"
    )
    return [list(row[0]) for row in found.fetchall()]


def identities(lake: DuckDBPyConnection, story: str) -> list[str | None]:
    found = lake.execute(
        f"SELECT identity FROM links WHERE contact_id LIKE 'table:{story}-%' ORDER BY arrived_at"
    )
    return [row[0] for row in found.fetchall()]


def alone(story: str) -> list[list[int]]:
    return [[n] for n in range(len(STORIES[story]))]


def test_spellings_of_one_number_are_one_customer(lake: DuckDBPyConnection) -> None:
    assert groups(lake, "spell") == [[0, 1, 2, 3, 4, 5]]
    assert identities(lake, "spell") == ["number"] * 6


def test_extensions_of_one_number_are_people_of_their_own(lake: DuckDBPyConnection) -> None:
    assert groups(lake, "ext") == [[0], [1, 2], [3]]


def test_short_internal_extension_is_known_and_links(lake: DuckDBPyConnection) -> None:
    assert groups(lake, "desk") == [[0, 1], [2]]
    assert identities(lake, "desk") == ["extension"] * 3


def test_withheld_number_in_any_spelling_is_nobodys(lake: DuckDBPyConnection) -> None:
    assert groups(lake, "hide") == alone("hide")
    assert identities(lake, "hide") == ["withheld"] * len(STORIES["hide"])


def test_empty_field_is_nobodys_and_hides_nothing(lake: DuckDBPyConnection) -> None:
    assert groups(lake, "blank") == alone("blank")
    assert identities(lake, "blank") == [None, None]


def test_name_in_the_place_of_a_number_is_no_number(lake: DuckDBPyConnection) -> None:
    assert groups(lake, "name") == alone("name")
    assert identities(lake, "name") == [None, None]


def test_address_in_three_spellings_is_one_customer(lake: DuckDBPyConnection) -> None:
    assert groups(lake, "mail") == [[0, 1, 2]]


def test_two_ids_that_share_a_number_stay_two(lake: DuckDBPyConnection) -> None:
    assert groups(lake, "two") == [[0, 2], [1]]


def test_number_seen_with_one_id_is_that_customers_also_without_it(
    lake: DuckDBPyConnection,
) -> None:
    assert groups(lake, "whose") == [[0, 1, 2, 3]]


def test_number_address_and_id_merge_through_contacts_that_carry_two(
    lake: DuckDBPyConnection,
) -> None:
    assert groups(lake, "glue") == [[0, 1, 2, 3, 4]]


def test_number_of_a_household_links_the_calls_that_show_nothing_else(
    lake: DuckDBPyConnection,
) -> None:
    assert groups(lake, "house") == [[0], [1], [2, 3]]


def test_shared_number_of_an_office_is_known_as_such_and_links_nobody(
    lake: DuckDBPyConnection,
) -> None:
    assert groups(lake, "office") == alone("office")
    assert identities(lake, "office") == [*["customer_id"] * 4, "shared", "shared"]


def test_id_or_address_that_says_anonymous_is_nobodys(lake: DuckDBPyConnection) -> None:
    assert groups(lake, "nobody") == alone("nobody")
    assert identities(lake, "nobody") == ["withheld"] * 3


def test_what_cannot_be_linked_counts_as_unknown(lake: DuckDBPyConnection) -> None:
    unknown = lake.execute(
        "SELECT DISTINCT split_part(split_part(contact_id, ':', 2), '-', 1) AS story FROM links "
        "WHERE NOT identified ORDER BY story"
    ).fetchall()

    assert [story for (story,) in unknown] == ["blank", "hide", "name", "nobody", "office"]
