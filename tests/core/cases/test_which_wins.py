"""Which evidence wins: every row of the table in the managers' guide, drawn and brought in through the door.

The page is read here, so that it and the cases cannot part. Each row is a customer of one lake.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from willet.core.cases.edits import join, split
from willet.core.intake import import_files, land_rows, rebuild, undo
from willet.core.lake import Lake
from willet.core.sources.rooms import About, RoomRow
from willet.core.sources.rooms.rows import Value

PAGE = Path(__file__).parents[3] / "docs" / "managers" / "evidence.md"
FIRST, LAST_DAY = datetime(2024, 1, 1, 9, tzinfo=UTC), 90
CLOSED, OPEN = FIRST + timedelta(days=40), FIRST + timedelta(days=LAST_DAY)
YES_NO = {"yes": True, "no": False, "not given": None}
KINDS = {
    "silence": "no_repeat",
    "a repeat": "no_repeat",
    "an audit": "audit",
    "the agent's word": "disposition",
    "the customer's own answer": "customer",
    "nothing": None,
}
SOLVED = {"yes": True, "no": False, "not known yet": None}
Verdict = tuple[bool | None, str | None]
Row = tuple[str, Verdict]


def table() -> list[Row]:
    """The rows of the page: what happened, and the verdict."""
    text = PAGE.read_text(encoding="utf-8").partition("### Which evidence wins")[2]
    lines = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", text.partition("\n#")[0], re.M)
    rows = [
        (what, (SOLVED[solved], KINDS[by])) for what, solved, by in lines[1:] if "---" not in what
    ]
    assert len(rows) > 30
    return rows


@dataclass
class Story:
    """What happened to one customer: calls as lines of a file, and what was said as rows of rooms."""

    who: int
    begins: datetime
    calls: list[datetime] = field(default_factory=list)
    tickets: dict[int, str] = field(default_factory=dict)
    said: list[RoomRow] = field(default_factory=list)
    by_hand: str = ""
    _number: Iterator[int] = field(default_factory=count)

    def id(self, call: int) -> str:
        """The contact id of a call, without its source."""
        return f"w{self.who}-{call}"

    def call(self, day: float = 0, ticket: str = "") -> None:
        """The customer calls, and an agent takes it."""
        if ticket:
            self.tickets[len(self.calls)] = ticket
        self.calls.append(self.begins + timedelta(days=day))

    def say(self, table: str, at: datetime, call: int = -1, **values: Value) -> None:
        """A row of a room about a call, the newest unless another is named."""
        call = call % len(self.calls)
        about = About(contact_id=f"calls:{self.id(call)}", at=self.calls[call])
        name = f"{self.who}.{next(self._number)}"
        self.said.append(RoomRow("desk", table, name, 1, at, values, about))

    def now(self) -> datetime:
        """A moment after the newest call, later each time it is asked for."""
        return self.calls[-1] + timedelta(minutes=10 + next(self._number))


def _agent(story: Story, answer: str) -> None:
    at = story.now()
    story.say("outcomes", at, kind="disposition", resolved=YES_NO[answer], stated_at=at)


def _audit(story: Story, answer: str) -> None:
    at = story.now() + timedelta(hours=1)
    story.say("outcomes", at, kind="audit", resolved=YES_NO[answer], stated_at=at)


def _asked(story: Story, answer: str) -> None:
    _answer(story, answer, story.now(), "agent")


def _customer(story: Story, how: str, day: str, first: str, answer: str) -> None:
    at = story.begins + timedelta(days=int(day), hours=2, minutes=next(story._number))
    asked_by = {"mail": "mail", "SMS": "sms", "machine": "ivr"}[how]
    _answer(story, answer, at, asked_by, 0 if first else -1)


def _answer(story: Story, answer: str, at: datetime, asked_by: str, call: int = -1) -> None:
    score = float(bool(YES_NO[answer]))
    question: dict[str, Value] = {"instrument": "resolved", "scale": "0-1", "asked_by": asked_by}
    story.say("answers", at, call, **question, score=score, answered_at=at)


def _promise(story: Story) -> None:
    due = story.calls[-1] + timedelta(days=1)
    story.say("promises", story.now(), due_at=due)


def _keep(story: Story) -> None:
    """The newest wording of the promise says when it was kept."""
    promise = next(row for row in reversed(story.said) if row.table == "promises")
    at = story.now()
    values = {**promise.values, "kept_at": at}
    story.said.append(RoomRow("desk", "promises", promise.id, 2, at, values, promise.about))


def _by_hand(kind: str) -> Callable[[Story], None]:
    def act(story: Story) -> None:
        story.by_hand = kind

    return act


PHRASES: list[tuple[str, Callable[..., None]]] = [
    (r"nobody came back|the window is open", lambda story: None),
    (r"agent: (yes|no|not given)", _agent),
    (r"audit: (yes|no)", _audit),
    (r"customer asked by the agent: (yes|no)", _asked),
    (r"customer by (mail|SMS|machine) on day (\d+)( about the first call)?: (yes|no)", _customer),
    (r"called again on day (\d+)", lambda story, day: story.call(int(day))),
    (
        r"came back with another ticket on day (\d+)",
        lambda story, day: story.call(int(day), f"T{story.who}"),
    ),
    (r"joined by hand", _by_hand("join")),
    (r"split off by hand", _by_hand("split")),
    (r"follow-up promised", _promise),
    (r"follow-up kept", _keep),
]


def story_of(who: int, what: str) -> Story:
    """The story that a cell of the page tells; a phrase nobody knows fails here."""
    is_open = "the window is open" in what
    story = Story(who, (OPEN if is_open else CLOSED) + timedelta(seconds=who))
    story.call()
    for phrase in what.split("; "):
        ((match, act),) = (
            (match, act) for pattern, act in PHRASES if (match := re.fullmatch(pattern, phrase))
        )
        act(story, *match.groups())
    return story


STORIES = [story_of(who, what) for who, (what, _) in enumerate(table())]
VERDICTS = [verdict for _, verdict in table()]
HEAD = "contact_id,arrived_at,customer_id,outcome,direction,case_ref\n"


def written(folder: Path) -> tuple[Path, Path]:
    """The calls as two files: the first of each customer with a call of somebody else a day, and all later ones."""
    early, late = folder / "early.csv", folder / "late.csv"
    days = [FIRST + timedelta(days=n) for n in range(LAST_DAY + 1)]
    other = [
        f"o{n},{at:%Y-%m-%d %H:%M:%S},other{n},answered,inbound,\n" for n, at in enumerate(days)
    ]
    lines: dict[Path, list[str]] = {early: [HEAD, *other], late: [HEAD]}
    for story in STORIES:
        for n, at in enumerate(story.calls):
            line = f"{story.id(n)},{at:%Y-%m-%d %H:%M:%S},c{story.who},answered,inbound,{story.tickets.get(n, '')}\n"
            lines[late if n else early].append(line)
    for path, some in lines.items():
        path.write_text("".join(some))
    return early, late


def bring(lake: Path, file: Path) -> str:
    """The run of a file brought in."""
    run = import_files(
        lake, "table", [file], zone="UTC", mapping=file.with_name("calls.toml")
    ).run_id
    assert run is not None
    return run


@dataclass
class Drawn:
    """The lake of all rows, its files, and the run of the later calls."""

    lake: Path
    early: Path
    late: Path
    run: str


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """All rows in one lake: what was said came before the later calls did."""
    folder = tmp_path_factory.mktemp("wins")
    early, late = written(folder)
    columns = "".join(f'[columns.{c}]\nfrom = "{c}"\n' for c in HEAD.strip().split(","))
    (folder / "calls.toml").write_text(f'name = "calls"\nzone = "UTC"\n{columns}')
    lake = folder / "lake"
    bring(lake, early)
    rejected = land_rows(lake, [row for story in STORIES for row in story.said]).rejects.total
    assert rejected == 0
    result = Drawn(lake, early, late, bring(lake, late))
    for story in STORIES:
        first, second = (f"calls:{story.id(n)}" for n in (0, 1))
        if story.by_hand == "join":
            join(Lake.at(lake), first, second, by="lead")
        elif story.by_hand == "split":
            split(Lake.at(lake), second, by="lead")
    return result


def verdicts(drawn: Drawn) -> list[Verdict]:
    """What the case of each customer's first call came to."""
    sql = (
        "SELECT l.contact_id, c.resolved, c.decided_by FROM links l JOIN cases c USING (case_id) "
        "WHERE l.contact_id LIKE 'calls:w%-0'"
    )
    with Lake.at(drawn.lake).snapshot().connect() as con:
        rows = {name: (solved, by) for name, solved, by in con.execute(sql).fetchall()}
    return [rows[f"calls:{story.id(0)}"] for story in STORIES]


def different(drawn: Drawn) -> list[tuple[str, Verdict, Verdict]]:
    """The rows that are otherwise than written: what happened, what the page says, what the case says."""
    rows = zip(table(), verdicts(drawn), strict=True)
    return [(what, written, verdict) for (what, written), verdict in rows if written != verdict]


def test_every_row_of_the_page_is_what_the_cases_say(drawn: Drawn) -> None:
    assert different(drawn) == []


@pytest.mark.journey("history")
def test_every_row_stands_when_files_and_rows_come_again(drawn: Drawn) -> None:
    bring_again = [drawn.late, drawn.early]

    for file in bring_again:
        import_files(drawn.lake, "table", [file], zone="UTC", mapping=file.with_name("calls.toml"))
    land_rows(drawn.lake, [row for story in reversed(STORIES) for row in story.said])

    assert different(drawn) == []


@pytest.mark.proof
def test_every_row_stands_when_the_lake_is_linked_anew(drawn: Drawn) -> None:
    is_other = rebuild(drawn.lake)

    assert (is_other, different(drawn)) == (False, [])


@pytest.mark.proof
def test_every_row_stands_after_an_import_was_undone_and_made_again(drawn: Drawn) -> None:
    undo(drawn.lake, drawn.run)
    alone = [
        row for row, story in zip(verdicts(drawn), STORIES, strict=True) if len(story.calls) == 1
    ]
    bring(drawn.lake, drawn.late)

    assert alone == [v for v, story in zip(VERDICTS, STORIES, strict=True) if len(story.calls) == 1]
    assert different(drawn) == []
