"""A queue, a topic or a day that fewer than three people worked is closed to who may not see all its agents.

| queue | topic  | days of March | agents                                        |
|-------|--------|---------------|-----------------------------------------------|
| sales | order  | 2 to 6        | Anna W, Otto K, Wim A, Wim B (every day)      |
| night | fault  | 2 to 4        | Anna W, Otto K: two                           |
| late  | order  | 7             | Wim A, Wim B: two, the only calls of the day  |
| lone  | order  | 2             | nobody: given up                              |
"""

import csv
import io
import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.dashboards.views.test_board import page
from tests.scaffold.cast import Cast
from tests.scaffold.lent import Lend
from tests.scaffold.page_text import text_of
from tests.scaffold.shelf import Shelf

ROWS = [
    *(
        ("sales", agent, day, "answered")
        for day in range(2, 7)
        for agent in ("Anna W", "Otto K", "Wim A", "Wim B")
    ),
    *(("night", agent, day, "answered") for day in range(2, 5) for agent in ("Anna W", "Otto K")),
    *(("late", agent, 7, "answered") for agent in ("Wim A", "Wim B")),
    ("lone", "", 2, "abandoned"),
]
TOPICS = {"night": "fault"}
FEW = "fewer than 3 people: it would show a single person’s figures"
ALL_SEEING = ("manager", "analyst")
OTHERS = ("team_lead", "agent", "administrator")


@pytest.fixture
def group_lake(shelf: Shelf, lend: Lend) -> Path:
    lines = ["contact_id,arrived_at,queue,agent,topic,outcome,talk_s,resolved"]
    for i, (queue, agent, day, outcome) in enumerate(ROWS):
        lines.append(
            f"c{i},2026-03-{day:02} 09:{i:02}:00,{queue},{agent},{TOPICS.get(queue, 'order')},{outcome},60,true"
        )
    return lend(shelf.made("\n".join(lines) + "\n", count=len(ROWS)))


def lines_of(client: Client, caption: str) -> dict[str, list[str]]:
    """One table of the overview: name -> its cells."""
    html = client.get("/?period=all").content.decode()
    (table,) = [t for t in re.findall(r"<table.*?</table>", html, re.S) if caption in t]
    rows = re.findall(r"<tr>.*?</tr>", table, re.S)
    cells = [[text_of(c).strip() for c in re.findall(r"<t[hd].*?</t[hd]>", r, re.S)] for r in rows]
    return {row[0]: row[1:] for row in cells if len(row) > 1 and row[0]}


def closed_in(lines: dict[str, list[str]]) -> set[str]:
    return {name for name, cells in lines.items() if any("3 people" in cell for cell in cells)}


@pytest.mark.parametrize("role", OTHERS)
def test_a_small_queue_is_closed_in_the_table_by_queue(
    cast: Cast, group_lake: Path, role: str
) -> None:
    lines = lines_of(cast.client(role), "By queue")

    # Night and late are four people together, so that neither follows from the whole; lone is nobody's.
    assert closed_in(lines) == {"night", "late"}


@pytest.mark.parametrize("role", ALL_SEEING)
def test_who_may_see_everybody_sees_every_queue(cast: Cast, group_lake: Path, role: str) -> None:
    assert closed_in(lines_of(cast.client(role), "By queue")) == set()


def test_a_topic_that_alone_is_small_takes_the_next_along(cast: Cast, group_lake: Path) -> None:
    assert closed_in(lines_of(cast.client("agent"), "By topic")) == {"fault", "order"}


def test_a_file_of_the_table_says_why_in_place_of_figures(cast: Cast, group_lake: Path) -> None:
    response = cast.client("team_lead").get("/?period=all&table=queue&format=csv")

    lines = {r["queue"]: r for r in csv.DictReader(io.StringIO(b"".join(response).decode()))}
    assert {q: r["received"] for q, r in lines.items()} == {
        "late": "",
        "lone": "1",
        "night": "",
        "sales": "20",
    }
    assert lines["night"]["closed"] == FEW


@pytest.mark.journey("walk", but_first=True)
@pytest.mark.parametrize("filters", ["queue=night", "topic=fault", "from=2026-03-07&to=2026-03-07"])
def test_tiles_of_a_small_selection_say_why(cast: Cast, group_lake: Path, filters: str) -> None:
    period = "" if filters.startswith("from") else "period=all&"

    assert FEW in page(cast.client("agent"), f"/?{period}{filters}")
    assert FEW not in page(cast.client("manager"), f"/?{period}{filters}")


@pytest.mark.parametrize(
    "path",
    ["/resolution/", "/resolution/curve/", "/resolution/evidence/", "/causes/"],
)
def test_pages_of_the_whole_selection_are_closed_to_small_ones(
    cast: Cast, group_lake: Path, path: str
) -> None:
    agent, manager = cast.client("agent"), cast.client("manager")

    statuses = [c.get(f"{path}?period=all&queue=night").status_code for c in (agent, manager)]

    assert statuses == [403, 200]
    assert agent.get(f"{path}?period=all").status_code == 200


def test_a_small_day_is_left_out_of_the_chart(cast: Cast, group_lake: Path) -> None:
    """The 7th is worked by two; without another day it would follow from the whole less the others."""
    from_to = "/?from=2026-03-02&to=2026-03-07&chart=received"

    seen, all_of_it = (page(cast.client(role), from_to) for role in ("agent", "manager"))

    words = "left out where fewer than 3 people took calls"
    assert (words in seen, words in all_of_it) == (True, False)


def test_own_figures_stay_open_in_a_small_queue(cast: Cast, group_lake: Path) -> None:
    assert "Answered 3 " in page(cast.client("agent"), "/?period=all&queue=night&agent=Anna+W")


@pytest.mark.parametrize(("smallest", "closed"), [(1, set()), (2, set()), (3, {"night", "late"})])
def test_the_setting_says_how_small_a_group_may_be(
    cast: Cast, group_lake: Path, settings: LazySettings, smallest: int, closed: set[str]
) -> None:
    settings.WILLET_SMALLEST_GROUP = smallest

    assert closed_in(lines_of(cast.client("agent"), "By queue")) == closed
