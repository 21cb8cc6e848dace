"""A contact of whose direction nobody says anything is a caller's, in every figure and for the linker alike.

The law: a lake with blank directions answers every question as the lake in which `inbound` is written out.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import willet
from willet.core.ask import Session
from willet.core.cases.agreement import ladder
from willet.core.cases.causes import count_unsolved, pareto
from willet.core.cases.comparing import compare
from willet.core.cases.curve import curve
from willet.core.cases.directions import INBOUND
from willet.core.cases.doubts import count_doubted
from willet.core.cases.recent import recent_cohorts
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.core.metrics import Question, catalogue

HEADER = "contact_id,arrived_at,direction,queue,agent,topic,outcome,customer_id,wait_s,talk_s,transfers,resolved"
MAPPING = """
name = "desk"
[columns]
contact_id.from = "contact_id"
arrived_at.from = "arrived_at"
direction.from = "direction"
queue.from = "queue"
agent.from = "agent"
topic.from = "topic"
outcome.from = "outcome"
customer_id.from = "customer_id"
wait_s = { from = "wait_s", unit = "s" }
talk_s = { from = "talk_s", unit = "s" }
transfers.from = "transfers"
resolved = { from = "resolved", values = { yes = true, no = false } }
"""
IN, OUT, INTERNAL, BLANK = "inbound", "outbound", "internal", ""
DAYS = ("2026-03-02", "2026-03-10", "2026-03-12", "2026-03-20", "2026-03-30")
Make = Callable[..., Path]


def _rows(directions: Sequence[str]) -> list[str]:
    """One customer calls at 9:00 and 12:00 on a day in the middle; others call on every day around it."""
    around = [
        f"a{n},{day} 11:00,inbound,sales,Ann,bill,answered,c{n},5,60,0,yes"
        for n, day in enumerate(DAYS)
    ]
    middle = [
        f"m{n},2026-03-12 {9 + 3 * n:02}:00,{direction},sales,Ben,bill,answered,same,9,90,0,{told}"
        for n, (direction, told) in enumerate(zip(directions, ("no", "yes", "yes"), strict=False))
    ]
    return [*around, *middle]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A lake of these directions in the middle day."""

    def made(*directions: str) -> Path:
        name = "-".join(direction or "blank" for direction in directions)
        (tmp_path / "mapping.toml").write_text(MAPPING)
        (tmp_path / f"{name}.csv").write_text("\n".join([HEADER, *_rows(directions)]) + "\n")
        place = tmp_path / name / "lake"
        import_files(
            place,
            "table",
            [tmp_path / f"{name}.csv"],
            zone="UTC",
            mapping=tmp_path / "mapping.toml",
        )
        return place

    return made


def _told(place: Path) -> object:
    session = Session.open(place)
    answers = [session.ask(list(catalogue()), by=by).to_json_object() for by in ((), ("day",))]
    snapshot = session.lake.snapshot()
    with snapshot.connect() as con:
        beside = (
            compare(con, by="agent"),
            pareto(con),
            count_unsolved(con),
            ladder(con),
            count_doubted(con),
            recent_cohorts(con, window_days=7),
            con.execute(
                f"SELECT count(*) FILTER ({INBOUND}), sum(follow_ups) FROM cases"
            ).fetchall(),
            curve(snapshot, Question.of("fcr_case"), (1, 7)),
        )
    return [(a["rows"], a["notes"]) for a in answers], [repr(figure) for figure in beside]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("blank", [(0,), (1,), (0, 1)])
def test_blank_direction_is_inbound_in_every_figure(make: Make, blank: tuple[int, ...]) -> None:
    directions = [BLANK if n in blank else IN for n in range(2)]

    assert _told(make(*directions)) == _told(make(IN, IN))


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("direction", "received", "contacts"),
    [(BLANK, 7, 2), (IN, 7, 2), (OUT, 6, 1), (INTERNAL, 6, 1)],
)
def test_direction_that_is_said_stays_what_it_says(
    make: Make, direction: str, received: int, contacts: int
) -> None:
    """The second contact of the customer; five others call. A call placed joins their case and is no contact of it."""
    place = make(IN, direction)

    with Lake.at(place).snapshot().connect() as con:
        size = con.execute("SELECT contacts FROM cases WHERE first_contact = 'desk:m0'").fetchall()
    assert Session.open(place).ask("received").row.value == received
    assert size == [(contacts,)]


def test_nobody_but_the_flags_says_what_a_direction_means() -> None:
    """A comparison of its own beside them is how figure and case came to disagree."""
    house = Path(willet.__file__).parent
    spoken = re.compile(
        r"direction\s*(=|<>|IS)\s*[^=]*'(inbound|outbound|internal)'", re.IGNORECASE
    )

    found = {
        str(path.relative_to(house))
        for path in house.rglob("*.py")
        if "sources" not in path.parts and spoken.search(path.read_text())
    }

    assert found == {"core/metrics/flags.py"}


def test_blank_direction_stays_unknown_where_it_is_shown(make: Make) -> None:
    rows = Session.open(make(BLANK, OUT)).ask("received", by="direction").rows

    assert {row.keys["direction"]: row.value for row in rows} == {IN: 5, OUT: 0, None: 1}
