"""A moment typed in a form is meant by the clock that pages show it by."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms

from willet.ui.clocks import read_by
from willet.ui.fields import MomentField

# What is typed, by which clock, and what UTC says; nothing where the clock shows it never, or twice.
TYPED = """
Europe/Amsterdam    | 2027-01-15T09:00 | 2027-01-15 08:00
Europe/Amsterdam    | 2027-07-15T09:00 | 2027-07-15 07:00
Europe/Amsterdam    | 2027-03-28T01:59 | 2027-03-28 00:59
Europe/Amsterdam    | 2027-03-28T02:30 |
Europe/Amsterdam    | 2027-03-28T03:00 | 2027-03-28 01:00
Europe/Amsterdam    | 2027-10-31T02:30 |
Europe/Amsterdam    | 2027-10-31T03:00 | 2027-10-31 02:00
Asia/Ho_Chi_Minh    | 2027-01-15T00:30 | 2027-01-14 17:30
America/Bogota      | 2027-01-14T22:30 | 2027-01-15 03:30
UTC                 | 2027-03-28T02:30 | 2027-03-28 02:30
Europe/Amsterdam    | 28.03.           |
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in TYPED.strip().splitlines()]


class _Form(forms.Form):
    at = MomentField(required=False)


@pytest.mark.parametrize(("zone", "typed", "utc"), ROWS)
def test_typed_by_the_readers_clock_and_shown_as_it_was_typed(
    zone: str, typed: str, utc: str
) -> None:
    with read_by(lambda: ZoneInfo(zone)):
        form = _Form({"at": typed})
        assert form.is_valid() is bool(utc)
        if not utc:
            assert set(form.errors) == {"at"}
            return
        moment = form.cleaned_data["at"].astimezone(UTC)
        assert moment == datetime.fromisoformat(utc).replace(tzinfo=UTC)
        assert f'value="{typed}"' in str(_Form(initial={"at": moment})["at"])


def test_without_a_reader_it_is_utc() -> None:
    form = _Form({"at": "2027-03-28T02:30"})

    assert form.is_valid()
    assert form.cleaned_data["at"] == datetime(2027, 3, 28, 2, 30, tzinfo=UTC)
