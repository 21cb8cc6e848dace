"""Hours and quarters are those of the clock on the wall, on the days on which it is changed too."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from willet.core.ask import Session
from willet.core.intake import import_files
from willet.core.metrics import behind
from willet.core.metrics.reasons import HOUR_TWICE

AMSTERDAM, NEW_YORK, HAVANA = "Europe/Amsterdam", "America/New_York", "America/Havana"
LORD_HOWE = "Australia/Lord_Howe"
"""Its clock moves by half an hour."""
MAPPING = """
name = "desk"
[columns]
contact_id.from = "contact_id"
arrived_at.from = "arrived_at"
outcome.constant = "answered"
queue.from = "queue"
"""
Calls = Callable[..., Session]


@pytest.fixture
def calls(tmp_path: Path) -> Calls:
    """A lake of calls at these instants (ISO with offset), read from a table."""

    def made(zone: str, *instants: str) -> Session:
        rows = [f"{n},{at},q{n}" for n, at in enumerate(instants)]
        (tmp_path / "calls.csv").write_text(
            "\n".join(["contact_id,arrived_at,queue", *rows]) + "\n"
        )
        (tmp_path / "mapping.toml").write_text(MAPPING)
        mapping = tmp_path / "mapping.toml"
        import_files(
            tmp_path / "lake", "table", [tmp_path / "calls.csv"], zone=zone, mapping=mapping
        )
        return Session.open(tmp_path / "lake")

    return made


def _by(session: Session, *by: str, where: str | None = None) -> dict[object, object]:
    rows = session.ask("received", by=by, where=where).rows
    return {tuple(row.keys.values()) if len(by) > 1 else row.keys[by[0]]: row.value for row in rows}


def _notes(session: Session, *by: str, where: str | None = None) -> Sequence[str]:
    return [
        str(note)
        for note in session.ask("received", by=by, where=where).notes
        if note.is_one_of(HOUR_TWICE)
    ]


TWICE = (
    "the clock was put back on 2026-10-25: the hour from 2:00 came twice, "
    "and the calls of both are in one row"
)


def test_call_at_three_in_the_afternoon_is_in_hour_fifteen_on_every_day(calls: Calls) -> None:
    """Spring, an ordinary day, autumn."""
    session = calls(
        AMSTERDAM,
        "2026-03-29T15:00:00+02:00",
        "2026-06-01T15:00:00+02:00",
        "2026-10-25T15:00:00+01:00",
    )

    assert _by(session, "hour") == {15: 3}
    assert _by(session, "interval") == {60: 3}
    assert _notes(session, "hour") == []


def test_hour_that_came_twice_is_one_row_with_a_note(calls: Calls) -> None:
    session = calls(AMSTERDAM, "2026-10-25T02:20:00+02:00", "2026-10-25T02:20:00+01:00")

    assert _by(session, "day", "hour") == {("2026-10-25", 2): 2}
    assert _by(session, "interval") == {9: 2}
    assert _notes(session, "hour") == [TWICE]
    assert _notes(session, "interval") == [TWICE]


def test_note_stands_where_the_calls_of_both_are_in_different_quarters(calls: Calls) -> None:
    session = calls(AMSTERDAM, "2026-10-25T02:05:00+02:00", "2026-10-25T02:50:00+01:00")

    assert _by(session, "interval") == {8: 1, 11: 1}
    assert _notes(session, "interval", "queue") == [TWICE]


@pytest.mark.parametrize("again", ["2026-10-25T02:05:00+02:00", "2026-10-25T03:05:00+01:00"])
def test_no_note_where_one_of_the_two_hours_has_no_call(calls: Calls, again: str) -> None:
    session = calls(AMSTERDAM, "2026-10-25T01:59:59+02:00", again)

    assert _notes(session, "hour") == []


def test_note_stands_only_where_hours_are_asked_for(calls: Calls) -> None:
    session = calls(AMSTERDAM, "2026-10-25T02:20:00+02:00", "2026-10-25T02:20:00+01:00")

    assert _notes(session, "day") == []
    assert _notes(session, where="hour = 2") == [TWICE]
    assert _notes(session, "hour", where="hour = 3") == []


def test_hour_that_was_skipped_has_no_row(calls: Calls) -> None:
    session = calls(AMSTERDAM, "2026-03-29T01:59:59+01:00", "2026-03-29T03:00:00+02:00")

    assert _by(session, "hour") == {1: 1, 3: 1}
    assert _by(session, "interval") == {7: 1, 12: 1}


def test_order_of_the_day_stays_by_elapsed_time(calls: Calls) -> None:
    session = calls(AMSTERDAM, "2026-10-25T02:20:00+02:00", "2026-10-25T02:05:00+01:00")

    with session.lake.snapshot().connect() as con:
        rows = con.execute(
            "SELECT queue, wall_interval FROM contacts ORDER BY local_interval"
        ).fetchall()
    assert rows == [("q0", 9), ("q1", 8)]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("zone", "instants", "hours", "day"),
    [
        (HAVANA, ("2026-11-01T00:30:00-04:00", "2026-11-01T00:30:00-05:00"), {0: 2}, "2026-11-01"),
        (
            NEW_YORK,
            ("2026-11-01T01:30:00-04:00", "2026-11-01T01:30:00-05:00"),
            {1: 2},
            "2026-11-01",
        ),
        (
            LORD_HOWE,
            ("2026-04-05T01:40:00+11:00", "2026-04-05T01:40:00+10:30"),
            {1: 2},
            "2026-04-05",
        ),
    ],
)
def test_every_zone_has_its_own_hour(
    calls: Calls, zone: str, instants: Sequence[str], hours: dict[object, object], day: str
) -> None:
    session = calls(zone, *instants)

    assert _by(session, "hour") == hours
    assert [note.partition(":")[0] for note in _notes(session, "hour")] == [
        f"the clock was put back on {day}"
    ]


def test_days_on_which_an_hour_came_twice_are_named_together(calls: Calls) -> None:
    session = calls(
        AMSTERDAM,
        *(
            f"{day}T02:20:00{offset}"
            for day in ("2025-10-26", "2026-10-25")
            for offset in ("+02:00", "+01:00")
        ),
    )

    assert _notes(session, "hour") == [TWICE.replace("2026-10-25", "2025-10-26, 2026-10-25")]


def test_calls_behind_an_hour_are_those_of_its_row(calls: Calls) -> None:
    session = calls(
        AMSTERDAM,
        "2026-10-25T02:20:00+02:00",
        "2026-10-25T02:20:00+01:00",
        "2026-10-25T03:20:00+01:00",
    )
    question = session.ask("received", by="hour").question

    with session.lake.snapshot().connect() as con:
        found = behind(question, "received", cell={"hour": 2})
        rows = con.execute(found.sql, dict(found.parameters)).fetchall()
    assert len(rows) == 2


def test_queue_log_is_stamped_alike(tmp_path: Path) -> None:
    """15:00 on the day of each change, and the two calls at 02:20 in autumn."""
    instants = (1774789200, 1792936800, 1792887600, 1792891200)
    lines = [f"{at}|{at}.1|desk|NONE|ENTERQUEUE||+3120555072{n}|1" for n, at in enumerate(instants)]
    lines += [f"{at + 9}|{at}.1|desk|NONE|ABANDON|1|1|9" for at in instants]
    (tmp_path / "queue_log").write_text("\n".join(sorted(lines)) + "\n")

    import_files(tmp_path / "lake", "asterisk", [tmp_path / "queue_log"], zone=AMSTERDAM)

    session = Session.open(tmp_path / "lake")
    assert _by(session, "hour") == {2: 2, 15: 2}
    assert {
        row.keys["hour"]: row.value for row in session.ask("visits_entered", by="hour").rows
    } == {
        2: 2,
        15: 2,
    }
    assert _notes(session, "hour") == [TWICE]


def test_case_has_the_hour_of_its_first_contact(calls: Calls) -> None:
    session = calls(AMSTERDAM, "2026-10-25T15:00:00+01:00")

    with session.lake.snapshot().connect() as con:
        assert con.execute(
            "SELECT local_interval, wall_interval FROM cases UNION SELECT local_interval, wall_interval FROM links"
        ).fetchall() == [(64, 60)]
