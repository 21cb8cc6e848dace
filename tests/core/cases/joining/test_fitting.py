"""What a row would join is known before it is written: the same contacts that it joins once it lands."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.scaffold.desk import DAY, MONDAY, DeskCall, import_calls
from willet.core.cases.joining import contacts_fitting
from willet.core.lake import Lake
from willet.core.sources.rooms import About

FIRST = DeskCall(MONDAY)
AGAIN = DeskCall(MONDAY, number="0302222222", serial=2)
UNHEARD = DeskCall(MONDAY + 2 * DAY)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake with two calls of one minute."""
    folder = tmp_path_factory.mktemp("fitting")
    import_calls(folder / "lake", folder, FIRST, AGAIN)
    return folder / "lake"


@pytest.mark.parametrize(
    ("about", "fits"),
    [
        (FIRST.frozen, (FIRST.contact_id,)),
        (AGAIN.frozen, (AGAIN.contact_id,)),
        (UNHEARD.frozen, ()),
        (About("asterisk", FIRST.call_id, at=MONDAY + timedelta(hours=13)), ()),
        (About("freeswitch", FIRST.call_id, at=MONDAY), ()),
        (About(contact_id=FIRST.contact_id), (FIRST.contact_id,)),
        (About(contact_id="asterisk:0.0"), ()),
        (About(case_ref="tickets:1"), ()),
        (About(), ()),
    ],
)
def test_contacts_that_a_row_would_join(place: Path, about: About, fits: tuple[str, ...]) -> None:
    assert contacts_fitting(Lake.at(place).snapshot(), about) == fits
