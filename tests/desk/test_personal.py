"""What this room keeps of persons whose number no phone system told: their calls are theirs by the records' ids."""

from pathlib import Path

import pytest

from tests.desk.conftest import Say, phones_of
from tests.scaffold.cast import Cast
from willet.core.intake import SoughtPerson
from willet.desk.models import Disposition
from willet.vault.domain.persons import erase, export


@pytest.mark.parametrize(("source", "is_theirs"), [("table", True), ("asterisk", False)])
def test_call_without_a_number_is_its_customers_by_its_id(
    cast: Cast, small_lake: Path, say: Say, source: str, is_theirs: bool
) -> None:
    """c02 is a call of k2, as the records know; an id is known within its source alone."""
    call = phones_of(cast, source=source).tell(call_id="c02").call
    say(call.legs.get(), "no", note="wants a goat")
    assert call.customer_key == ""

    held = export(SoughtPerson(id="k2"))["desk"]
    erase(SoughtPerson(id="k2"))

    assert [one["call_id"] for one in held] == ["c02"] * is_theirs
    assert Disposition.objects.get().note == ("" if is_theirs else "wants a goat")
