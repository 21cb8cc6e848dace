"""A small room of the tests: a desk whose agents say how a call ended and which article they used; and its calls.

Calls are lines of a `queue_log`; call `n` of a day is answered by an agent five seconds after it came and lasts a
minute. A desk's row names the call by the ids frozen when it was connected.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.core.sources.rooms import About, RoomRow
from willet.core.sources.rooms.rows import Value

MONDAY = datetime(2024, 3, 4, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ZONE = "Europe/Berlin"


@dataclass(frozen=True)
class DeskCall:
    """A call: when it came, in which queue, who took it, the customer's number."""

    came: datetime
    queue: str = "sales"
    agent: str = "SIP/31"
    number: str = "0301111111"
    serial: int = 1

    @property
    def call_id(self) -> str:
        """The phone system's id of it."""
        return f"{self.came.timestamp():.0f}.{self.serial}"

    @property
    def contact_id(self) -> str:
        """The id of its contact in the lake."""
        return f"asterisk:{self.call_id}"

    @property
    def frozen(self) -> About:
        """What a desk keeps of it when it is connected."""
        at = self.came + timedelta(seconds=5)
        return About("asterisk", self.call_id, agent=self.agent, at=at)

    @property
    def lines(self) -> list[str]:
        """What the queue_log says of it."""
        at, ended = int(self.came.timestamp()), "COMPLETECALLER|5|60|1"
        who = f"{self.call_id}|{self.queue}"
        return [
            f"{at}|{who}|NONE|ENTERQUEUE||{self.number}|1",
            f"{at + 5}|{who}|{self.agent}|CONNECT|5|{at + 4}.9{self.serial}|1",
            f"{at + 65}|{who}|{self.agent}|{ended}",
        ]


def disposition(call: DeskCall, id_: str, *, resolved: bool = True, **changed: Any) -> RoomRow:
    """An agent says a minute after the call whether it was solved."""
    values: dict[str, Value] = {"kind": "disposition", "resolved": resolved}
    row = RoomRow("desk", "outcomes", id_, 1, call.came + timedelta(minutes=2), values, call.frozen)
    return replace(row, **changed)


def article(call: DeskCall, id_: str, ref: str = "kb-7", **changed: Any) -> RoomRow:
    """An agent reads an article during the call."""
    values: dict[str, Value] = {"kind": "article", "ref": ref, "how": "read"}
    row = RoomRow("desk", "uses", id_, 1, call.came + timedelta(minutes=1), values, call.frozen)
    return replace(row, **changed)


def log_of(path: Path, calls: Iterable[DeskCall]) -> Path:
    """The queue_log of these calls."""
    lines = sorted((line for call in calls for line in call.lines), key=lambda line: line[:10])
    path.write_text("\n".join(lines) + "\n")
    return path


def import_calls(place: Path, folder: Path, *calls: DeskCall) -> str:
    """Import the queue_log of these calls; the id of the run."""
    name = "-".join(call.call_id for call in calls)[:80]
    report = import_files(place, "asterisk", [log_of(folder / f"{name}.log", calls)], zone=ZONE)
    assert report.run_id is not None
    return report.run_id


def rows_of(place: Path, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a statement over the lake."""
    with Lake.at(place).snapshot().reading() as con:
        return con.execute(sql).fetchall()


def joins_of(place: Path) -> dict[str, tuple[str, str | None]]:
    """What became of each row of the desk: its state, and the contact it joined."""
    rows = rows_of(place, "SELECT row_id, state, contact_id FROM room_joins ORDER BY row_id")
    return {row_id: (state, contact) for row_id, state, contact in rows}
