"""Notices and inbox lines as tables: what is unread says so, one kind is no choice, and a wall of one is folded."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.scaffold.cast import Cast
from willet.notices.domain.inbox import InboxItem
from willet.notices.domain.kinds import notice_kinds
from willet.notices.domain.tables import inbox_part, kind_turns, notices_table
from willet.notices.models import Notice
from willet.ui.components import Table

NB = "\N{NO-BREAK SPACE}"
AT = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


def _names() -> list[str]:
    return sorted(notice_kinds())[:2]


@pytest.mark.parametrize(("read_at", "sub"), [(None, "unread"), (AT, "")])
def test_a_notice_on_its_readers_clock(cast: Cast, read_at: datetime | None, sub: str) -> None:
    notice = Notice.objects.create(
        reader=cast.agent, kind=_names()[0], text="Hello", at=AT, read_at=read_at
    )

    table = notices_table([notice], ZoneInfo("Asia/Ho_Chi_Minh"))

    ((text, _kind, when),) = [row.cells for row in table.rows]
    assert (text.text, text.sub) == ("Hello", sub)
    assert str(notice.pk) in text.href
    assert when.text == f"Jul 1, 2026,{NB}15:00"  # seven hours ahead of UTC
    assert table.note == "Times are those of Asia/Ho_Chi_Minh."


def test_kinds_to_choose_from() -> None:
    one, other = _names()
    turns = kind_turns({one: 2, other: 3}, other)

    assert [(turn.count, turn.current) for turn in turns] == [(5, False), (2, False), (3, True)]
    assert [turn.address.partition("?")[2] for turn in turns] == [
        "",
        f"kind={one}",
        f"kind={other}",
    ]
    assert [turn.current for turn in kind_turns({one: 2, other: 3}, "")] == [True, False, False]
    assert [turn.current for turn in kind_turns({one: 2, other: 3}, "x")] == [True, False, False]


def test_one_kind_is_no_choice() -> None:
    assert kind_turns({}, "") == []
    assert kind_turns({_names()[0]: 9}, "") == []


def _item(text: str, kind: str = "task", due: date | datetime | None = None) -> InboxItem:
    line: Any = SimpleNamespace(text=text, href=f"/{text}")
    return InboxItem(kind, line, due)


def _lines(table: Table) -> list[str]:
    return [row.cells[0].text for row in table.rows]


@pytest.mark.parametrize(
    ("count", "seen", "folded"),
    [(0, 0, []), (5, 5, []), (6, 6, []), (7, 5, ["2 more: task"]), (8, 5, ["3 more: task"])],
)
def test_a_wall_of_one_kind_is_folded(count: int, seen: int, folded: list[str]) -> None:
    """A single line more than five is not folded away."""
    part = inbox_part([_item(str(n)) for n in range(count)], "Today")

    assert _lines(part.table) == [str(n) for n in range(seen)]
    assert [summary for summary, _table in part.folded] == folded
    assert [line for _s, table in part.folded for line in _lines(table)] == [
        str(n) for n in range(seen, count)
    ]
    assert not part.table.caption_hidden
    assert all(table.caption_hidden for _summary, table in part.folded)


def test_a_wall_hides_no_other_kind() -> None:
    part = inbox_part([*(_item(str(n)) for n in range(9)), _item("other", "call")], "Today")

    assert _lines(part.table) == ["0", "1", "2", "3", "4", "other"]


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (None, ""),
        (date(2026, 7, 1), "Jul 1, 2026"),
        (datetime(2026, 7, 1, 15, 30), f"Jul 1, 2026,{NB}15:30"),
    ],
)
def test_when_it_is_due(due: date | datetime | None, text: str) -> None:
    ((_text, _kind, cell),) = [
        row.cells for row in inbox_part([_item("a", due=due)], "x").table.rows
    ]

    assert cell.text == text
    assert text or cell.reason == "it may wait"
