"""For me today: whose line it is, and whether it is overdue, due today or later, by the owner's clock."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest

from tests.scaffold.cast import Cast
from willet.imports.models import Upload
from willet.notices.domain.choices import choose
from willet.notices.domain.inbox import InboxItem, fold, inbox_of
from willet.people.models import User
from willet.people.rules import MANAGE_PEOPLE
from willet.ui.inbox import InboxLine, InboxOffer

NOW = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)


def parts(reader: User, now: datetime = NOW) -> dict[str, list[str]]:
    return {part: [i.line.text for i in items] for part, items in inbox_of(reader, now).items()}


def offer(room: SimpleNamespace, *lines: InboxLine, permission: str | None = None) -> None:
    room.INBOX = [InboxOffer("Thing", lambda reader: lines, permission)]


@pytest.mark.parametrize(
    ("zone", "due", "part"),
    [
        ("UTC", date(2026, 3, 1), "overdue"),
        ("UTC", date(2026, 3, 2), "today"),
        ("UTC", date(2026, 3, 3), "later"),
        ("UTC", None, "later"),
        ("UTC", NOW - timedelta(seconds=1), "overdue"),
        ("UTC", NOW, "overdue"),
        ("UTC", NOW + timedelta(seconds=1), "today"),
        ("UTC", datetime(2026, 3, 2, 23, 59, tzinfo=UTC), "today"),
        ("UTC", datetime(2026, 3, 3, 0, 0, tzinfo=UTC), "later"),
        # In Ho Chi Minh it is 03:00 of the next day already.
        ("Asia/Ho_Chi_Minh", date(2026, 3, 2), "overdue"),
        ("Asia/Ho_Chi_Minh", date(2026, 3, 3), "today"),
        ("Asia/Ho_Chi_Minh", datetime(2026, 3, 2, 23, 59, tzinfo=UTC), "today"),
        # In New York it is 15:00; the day ends five hours after UTC's.
        ("America/New_York", datetime(2026, 3, 3, 4, 59, tzinfo=UTC), "today"),
        ("America/New_York", datetime(2026, 3, 3, 5, 0, tzinfo=UTC), "later"),
    ],
)
def test_due_by_the_owner_s_clock(
    cast: Cast, a_room_more: SimpleNamespace, zone: str, due: date | datetime | None, part: str
) -> None:
    choose(cast.manager, ways={}, zone=zone, digest_at=time(8))
    offer(a_room_more, InboxLine("x", "/", cast.manager, due))

    assert [name for name, lines in parts(cast.manager).items() if lines] == [part]


def test_the_earliest_stands_first_and_what_may_wait_last(
    cast: Cast, a_room_more: SimpleNamespace
) -> None:
    due = {
        "noon": datetime(2026, 3, 4, 12, tzinfo=UTC),
        "that day": date(2026, 3, 4),
        "waits": None,
        "before": date(2026, 3, 3),
    }
    offer(a_room_more, *(InboxLine(text, "/", cast.manager, at) for text, at in due.items()))

    assert parts(cast.manager)["later"] == ["before", "noon", "that day", "waits"]


def test_what_somebody_waits_for_stands_before_all_that_is_due(
    cast: Cast, a_room_more: SimpleNamespace
) -> None:
    old, soon = NOW - timedelta(days=9), NOW + timedelta(minutes=2)
    lines = (
        InboxLine("overdue", "/", cast.manager, old),
        InboxLine("waits", "/", cast.manager, soon, waits=True),
        InboxLine("waits longer", "/", cast.manager, NOW - timedelta(minutes=1), waits=True),
    )
    offer(a_room_more, *lines)

    shown = parts(cast.manager)

    assert next(iter(shown)) == "now"
    assert (shown["now"], shown["overdue"]) == (["waits longer", "waits"], ["overdue"])


@pytest.mark.parametrize(
    ("walls", "seen", "beyond"),
    [
        ({"A": 5}, {"A": 5}, {}),
        # A single one more is seen: a line to unfold would take its place.
        ({"A": 6}, {"A": 6}, {}),
        ({"A": 7}, {"A": 5}, {"A": 2}),
        ({"A": 55, "B": 1, "C": 8}, {"A": 5, "B": 1, "C": 5}, {"A": 50, "C": 3}),
        ({}, {}, {}),
    ],
)
def test_a_wall_of_one_kind_hides_no_other(
    walls: dict[str, int], seen: dict[str, int], beyond: dict[str, int]
) -> None:
    items = [
        InboxItem(kind, InboxLine(f"{kind} {n}", "/", None), None)
        for kind, size in walls.items()
        for n in range(size)
    ]

    shown, folded = fold(items)

    assert dict(Counter(item.title for item in shown)) == seen
    assert {kind: len(own) for kind, own in folded.items()} == beyond
    lines = [item.line.text for item in (*shown, *(i for own in folded.values() for i in own))]
    assert sorted(lines) == sorted(item.line.text for item in items)
    assert [i for i in items if i in shown] == shown


def test_another_s_line_is_shown_to_nobody_else(cast: Cast, a_room_more: SimpleNamespace) -> None:
    offer(a_room_more, InboxLine("x", "/", cast.team_lead))

    assert parts(cast.manager) == {"now": [], "overdue": [], "today": [], "later": []}
    assert parts(cast.team_lead)["later"] == ["x"]


def test_lines_of_a_right_that_is_lost_go(cast: Cast, a_room_more: SimpleNamespace) -> None:
    offer(a_room_more, InboxLine("x", "/", cast.manager), permission=MANAGE_PEOPLE)

    assert parts(cast.manager)["later"] == []


def test_an_upload_that_was_read_waits_for_its_owner_for_two_days(cast: Cast) -> None:
    file = [{"name": "calls.csv"}]
    for preview, run_id in (({}, ""), (None, ""), ({}, "r1")):
        Upload.objects.create(
            uploaded_by=cast.manager, source="table", files=file, preview=preview, run_id=run_id
        )
    now = Upload.objects.latest("uploaded_at").uploaded_at
    line = ["Import calls.csv, or remove the upload"]

    assert parts(cast.manager, now)["later"] == line
    assert parts(cast.manager, now + timedelta(days=2))["overdue"] == line
    assert parts(cast.analyst, now)["later"] == []
