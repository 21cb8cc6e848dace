"""What this room keeps of persons whose number no phone system told: their calls are theirs by the records' ids."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desk.conftest import Say, phones_of
from tests.scaffold.cast import Cast
from willet.core.intake import SoughtPerson
from willet.desk.models import Disposition, PhoneCall
from willet.vault.domain.persons import erase, export

ARRIVED = datetime(2026, 3, 2, 9, 10, tzinfo=UTC)
"""c02 of the small lake, a call of k2."""
MONTH = timedelta(days=30)


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("source", "contact", "apart", "is_theirs"),
    [
        ("table", "", timedelta(0), True),
        ("table", "", timedelta(hours=2), True),
        ("asterisk", "", timedelta(0), False),
        ("table", "", MONTH, False),
        ("table", "", -MONTH, False),
        ("table", "table:c02", timedelta(0), True),
        ("table", "table:c02", MONTH, False),
        ("table", "table:c05", timedelta(0), False),
    ],
)
def test_call_without_a_number_is_its_customers_by_its_ids_and_its_moment(
    cast: Cast,
    small_lake: Path,
    say: Say,
    source: str,
    contact: str,
    apart: timedelta,
    is_theirs: bool,
) -> None:
    """An id is known within its source alone, and another month it is another call."""
    call = phones_of(cast, source=source).tell(call_id="c02").call
    say(call.legs.get(), "no", note="wants a goat")
    PhoneCall.objects.update(
        began_at=ARRIVED + apart, contact_id=contact, call_id="" if contact else "c02"
    )
    assert call.customer_key == ""

    held = export(SoughtPerson(id="k2"))["desk"]
    erase(SoughtPerson(id="k2"))

    assert [one["call_id"] for one in held] == [contact or "c02"] * is_theirs
    assert Disposition.objects.get().note == ("" if is_theirs else "wants a goat")


@pytest.mark.journey("history")
def test_call_of_somebody_else_stays_when_another_is_erased_later(
    cast: Cast, small_lake: Path, say: Say
) -> None:
    """Every erasing goes through all who were erased before: an id of theirs that began again is not theirs."""
    erase(SoughtPerson(id="k2"))
    say(phones_of(cast, source="table").tell(call_id="c02"), "no", note="another's")

    erase(SoughtPerson(id="k4"))

    assert Disposition.objects.get().note == "another's"
