"""A correction by hand: it says why, offers the contacts of the case, and takes the address of a call as its id."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.scaffold.form_bounds import bounds
from willet.resolution.case.forms import JoinForm, SplitForm, WithdrawForm
from willet.resolution.case.query import Member

MUST, MAY = True, False


def test_what_a_correction_must_say() -> None:
    assert bounds(SplitForm()) == {"contact_id": (MUST, 300), "note": (MUST, 500)}
    assert bounds(JoinForm()) == {
        "contact_id": (MUST, 300),
        "other_id": (MUST, 400),
        "note": (MUST, 500),
    }
    assert bounds(WithdrawForm()) == {
        "kind": (MUST, None),
        "contact_id": (MUST, 300),
        "other_id": (MAY, 300),
    }


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("table:c01", "table:c01"),
        ("  table:c01 ", "table:c01"),
        ("https://willet.example/calls/table:c01/", "table:c01"),
        ("/calls/table:c01", "table:c01"),
        ("https://willet.example/calls/table%3Ac%2F1/", "table:c/1"),
        ("a%20b", "a%20b"),  # an id is no address, and stays as it is written
    ],
)
def test_the_other_call_by_its_id_or_its_address(written: str, named: str) -> None:
    form = JoinForm({"contact_id": "c", "other_id": written, "note": "same"})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["other_id"] == named


@pytest.mark.django_db
def test_the_contacts_of_the_case_are_offered() -> None:
    blank: dict[str, Any] = dict.fromkeys(Member.__dataclass_fields__)
    at = datetime(2026, 3, 2, 8)
    members = [
        Member(**{**blank, "contact_id": name, "arrived_at": at, "queue": queue})
        for name, queue in (("c1", "sales"), ("c2", None))
    ]

    widget: Any = SplitForm.of(members, ZoneInfo("Europe/Berlin")).fields["contact_id"].widget

    assert [value for value, _words in widget.choices] == ["c1", "c2"]
    first, second = (words for _value, words in widget.choices)
    assert "09:00" in first  # an hour ahead of UTC
    assert (first.endswith("· sales"), second.endswith("· –")) == (True, True)


@pytest.mark.parametrize(
    ("kind", "taken"), [("split", True), ("join", True), ("", False), ("x", False)]
)
def test_what_can_be_taken_back(kind: str, taken: bool) -> None:
    assert WithdrawForm({"kind": kind, "contact_id": "c"}).is_valid() is taken
