"""The search finds what its reader could open, and of all else says what it says of what does not exist."""

import re
from pathlib import Path

import pytest

from tests.scaffold.cast import Cast
from tests.scaffold.page_text import text_of
from willet.core.intake import import_files


def html(cast: Cast, role: str, text: str) -> str:
    response = cast.client(role).post("/search/", {"q": text})
    assert response.status_code == 200
    return response.content.decode()


def ways(cast: Cast, role: str, text: str) -> list[str]:
    main = html(cast, role, text).split("<main", 1)[1]
    return re.findall(r'<li><a href="([^"]+)"', main)


# role          | typed           | found
TABLE = """
manager         | otto            | /?agent=Otto+K
manager         | SALES           | /?queue=sales
manager         | c02             | /calls/table:c02/ /cases/case:table:c02/
manager         | table:c02       | /calls/table:c02/ /cases/case:table:c02/
manager         | case:table:c02  | /cases/case:table:c02/
manager         | c0              |
manager         | c99             |
agent           | anna            | /?agent=Anna+W
agent           | otto            |
agent           | c02             |
agent           | case:table:c02  |
agent           | c01             | /calls/table:c01/ /cases/case:table:c01/
team_lead       | tomás           | /?agent=Tom%C3%A1s+R
team_lead       | tomas r         | /?agent=Tom%C3%A1s+R
team_lead       | r tomas         | /?agent=Tom%C3%A1s+R
team_lead       | TOMÁS         | /?agent=Tom%C3%A1s+R
team_lead       | ̣́̃             |
team_lead       | otto            |
administrator   | otto            |
administrator   | c01             |
administrator   | sales           | /?queue=sales
"""


@pytest.mark.parametrize("row", TABLE.strip().splitlines())
def test_what_is_found_is_what_the_reader_may_open(
    cast: Cast, lent_small_lake: Path, row: str
) -> None:
    role, typed, found = (cell.strip() for cell in row.split("|"))
    assert ways(cast, role, typed) == found.split()


def test_what_is_closed_is_answered_as_what_does_not_exist(
    cast: Cast, lent_small_lake: Path
) -> None:
    def spoken(text: str) -> str:
        return text_of(html(cast, "agent", text).split("<main", 1)[1]).replace(text, "")

    assert spoken("c02") == spoken("c99")
    assert spoken("Otto K") == spoken("Nobody")


def test_a_number_is_sought_by_its_hash_where_the_role_sees_numbers(
    cast: Cast, home: Path, tmp_path: Path
) -> None:
    lines = (
        "contact_id,arrived_at,queue,agent,team,outcome,customer_number",
        "n1,2026-03-02 09:00:00,sales,Anna W,North,answered,+31612345678",
        "n2,2026-03-03 09:00:00,sales,Otto K,South,answered,+31612345678",
    )
    (tmp_path / "calls.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    import_files(home / "lake", "table", [tmp_path / "calls.csv"], zone="Europe/Amsterdam")

    assert ways(cast, "manager", "+31 6 1234 5678") == ["/calls/table:n2/", "/calls/table:n1/"]
    assert ways(cast, "team_lead", "+31 6 1234 5678") == ["/calls/table:n1/"]
    assert ways(cast, "agent", "+31 6 1234 5678") == []
    assert ways(cast, "manager", "+31 6 0000 0000") == []


def test_one_letter_is_too_few(cast: Cast, lent_small_lake: Path) -> None:
    assert "Type at least two letters." in html(cast, "manager", "s")


def test_an_empty_lake_finds_nothing(cast: Cast, home: Path) -> None:
    assert ways(cast, "manager", "sales") == []


def test_a_case_that_its_source_named_is_found_by_that_name(
    cast: Cast, home: Path, tmp_path: Path
) -> None:
    head = "contact_id,case_id,arrived_at,queue,outcome\n"
    (tmp_path / "calls.csv").write_text(f"{head}n1,T28,2026-03-02 09:00:00,sales,answered\n")
    import_files(home / "lake", "table", [tmp_path / "calls.csv"], zone="Europe/Amsterdam")

    assert ways(cast, "manager", "T28") == ["/cases/table:T28/"]
    assert ways(cast, "manager", "table:T28") == ["/cases/table:T28/"]
