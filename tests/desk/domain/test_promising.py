"""Callbacks: in the inbox of whoever promised, kept by a call to the customer, by the records, or by hand."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.desk.conftest import Phones, Say
from tests.scaffold.cast import Cast
from willet.core.intake import import_files
from willet.desk.domain.desks import write_down
from willet.desk.domain.finding import find_records
from willet.desk.domain.promising import end_overdue, keep_by_hand, keep_promises, open_promises
from willet.desk.domain.telling import callback_words
from willet.desk.models import Callback, PhoneCall
from willet.notices.domain.inbox import inbox_of
from willet.ui.clocks import read_by

NUMBER = "+31201234567"
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def promised(phones: Phones, say: Say, small_lake: Path) -> Callback:
    """Anna promised a callback to a number."""
    say(phones.tell(number=NUMBER), "follow_up", call_back=NOW + timedelta(hours=2))
    return Callback.objects.get()


def titles(cast: Cast, name: str) -> list[str]:
    parts = inbox_of(cast.named(name))  # type: ignore[arg-type]
    return [item.title for part in parts.values() for item in part]


def test_promise_lands_in_the_inbox_of_its_owner_alone(promised: Callback, cast: Cast) -> None:
    assert titles(cast, "agent") == ["Callback"]
    assert titles(cast, "other_agent") == []
    assert titles(cast, "team_lead") == []


@pytest.mark.parametrize(
    ("changed", "is_kept"),
    [
        ({"direction": "outbound", "number": NUMBER}, True),
        ({"direction": "outbound", "number": "0031 20 1234567"}, True),
        ({"direction": "outbound", "number": "+31207654321"}, False),
        ({"direction": "inbound", "number": NUMBER}, False),
        ({"direction": "outbound", "number": NUMBER, "state": "ringing"}, False),
    ],
)
def test_promise_is_kept_by_a_call_to_the_customer(
    promised: Callback, phones: Phones, cast: Cast, changed: dict[str, str], is_kept: bool
) -> None:
    later = (timezone.now() + timedelta(seconds=1)).isoformat()

    phones.tell(call_id="2.1", agent="Otto K", at=later, **changed)

    promised.refresh_from_db()
    assert (promised.kept_at is not None) is is_kept
    assert titles(cast, "agent") == ([] if is_kept else ["Callback"])


def test_call_before_the_promise_keeps_nothing(promised: Callback, phones: Phones) -> None:
    earlier = (promised.promised_at - timedelta(seconds=1)).isoformat()

    phones.tell(call_id="2.1", direction="outbound", number=NUMBER, at=earlier)

    promised.refresh_from_db()
    assert promised.kept_at is None


@pytest.mark.parametrize(("late_s", "ended"), [(-60, 0), (60, 1)])
def test_callback_counts_once_its_time_has_passed(
    promised: Callback, late_s: int, ended: int
) -> None:
    Callback.objects.update(due_at=timezone.now() - timedelta(seconds=late_s))

    assert end_overdue() == ended
    assert end_overdue() == 0

    promised.refresh_from_db()
    assert (promised.is_over, promised.revision) == (bool(ended), 1 + ended)


def test_promise_is_kept_by_hand_once(promised: Callback, cast: Cast) -> None:
    keep_by_hand(promised, by=cast.agent)
    kept_at, revision = promised.kept_at, promised.revision

    keep_by_hand(promised, by=cast.agent)

    assert (promised.kept_at, promised.revision, promised.by_hand) == (kept_at, revision, True)
    assert list(open_promises(cast.agent)) == []


def test_another_time_for_a_promise_that_was_kept_is_another_promise(
    promised: Callback, say: Say, cast: Cast
) -> None:
    keep_by_hand(promised, by=cast.agent)
    leg = promised.leg

    say(leg, "follow_up", call_back=promised.due_at, note="nobody at home")
    assert list(open_promises(cast.agent)) == []

    say(leg, "follow_up", call_back=NOW + timedelta(hours=5))
    (anew,) = open_promises(cast.agent)
    assert (anew.due_at, anew.kept_at, anew.by_hand) == (NOW + timedelta(hours=5), None, False)
    # The call that kept the first one does not keep this one.
    assert keep_promises(leg.call.customer_key, NOW - timedelta(seconds=1)) == 0


LINES = """
contact | hours | direction | agent  | number
o1      | 1     | outbound  | Otto K | +31201234567
i14     | -0.77 | inbound   | Anna W | +31200000014
i16     | -0.73 | inbound   | Anna W | +31200000016
otto    | -1    | inbound   | Otto K | +31200000001
else    | -1    | inbound   | Anna W | +31200000002
two1    | -1    | inbound   | Anna W | +31200000022
two2    | -1    | inbound   | Anna W | +31200000022
"""
"""Calls written down began an hour ago; `hours` is when the records say that they came."""


@pytest.fixture(scope="module")
def made_records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records")
    rows = ["contact_id,arrived_at,direction,agent,outcome,talk_s,customer_number"]
    for line in LINES.strip().splitlines()[1:]:
        name, hours, direction, agent, number = (cell.strip() for cell in line.split("|"))
        came = (NOW + timedelta(hours=float(hours))).isoformat()
        rows.append(f"{name},{came},{direction},{agent},answered,60,{number}")
    (folder / "calls.csv").write_text("\n".join(rows) + "\n")
    report = import_files(folder / "lake", "table", [folder / "calls.csv"], zone="Europe/Amsterdam")
    assert (report.contacts_new, report.rejects.total) == (7, 0)
    return folder / "lake"


@pytest.fixture
def records(made_records: Path, home: Path) -> None:
    shutil.copytree(made_records, home / "lake")
    shutil.copy(made_records.with_name("lake.key"), home / "lake.key")


def test_promise_is_kept_by_the_records(
    records: None, phones: Phones, say: Say, cast: Cast
) -> None:
    say(phones.tell(number=NUMBER), "follow_up", call_back=NOW + timedelta(hours=2))

    assert find_records() == 1

    promised = Callback.objects.get()
    assert promised.kept_at == NOW + timedelta(hours=1)
    assert not promised.by_hand


@pytest.mark.parametrize(
    ("number", "contact"),
    [
        ("+31200000014", "table:i14"),
        ("+31200000016", ""),
        ("+31200000001", ""),
        ("+31200000099", ""),
        ("+31200000022", ""),
        ("", ""),
    ],
    ids=["near", "far", "another_agent", "another_number", "two_fit", "nobody_known"],
)
def test_call_written_down_finds_its_record(
    records: None, cast: Cast, say: Say, number: str, contact: str
) -> None:
    leg = write_down(cast.agent, number=number, began_at=NOW - timedelta(hours=1))
    say(leg, "yes")

    find_records()

    call = PhoneCall.objects.get()
    assert (call.contact_id, call.revision) == (contact, 2 if contact else 1)


@pytest.mark.parametrize(
    ("zone", "when"),
    [("UTC", "Mar 2, 2026, 20:30"), ("Asia/Ho_Chi_Minh", "Mar 3, 2026, 03:30")],
)
def test_callback_of_nobodys_number_is_named_by_its_readers_clock(
    promised: Callback, zone: str, when: str
) -> None:
    call = promised.leg.call
    call.number, call.began_at = "", datetime(2026, 3, 2, 20, 30, tzinfo=UTC)

    with read_by(lambda: ZoneInfo(zone)):
        words = callback_words(promised)

    assert words.replace("\N{NO-BREAK SPACE}", " ") == f"Call back the customer of {when}"
