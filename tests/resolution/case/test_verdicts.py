"""What the evidence says of a case, in words: who decides, what contradicts, and why nothing is known yet."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from willet.core.cases.causes import Unsolved
from willet.core.cases.doubts import Busy
from willet.core.cases.signals import Signal
from willet.resolution.case.query import CaseFile, Member, Oddities, WholeCase
from willet.resolution.case.verdicts import (
    SIGNALS,
    cause_words,
    evidence_side_by_side,
    judged,
    warnings,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 8, 0, 0)
BERLIN = ZoneInfo("Europe/Berlin")
KINDS = ("customer", "no_repeat", "audit", "disposition")
FIELDS = WholeCase.__dataclass_fields__
PLAIN: dict[str, Any] = {
    **dict.fromkeys(FIELDS),
    "case_id": "c",
    "opened_at": AT,
    "contacts": 1,
    "local_date": date(2026, 3, 2),
    "handled": 1,
    "customers": 1,
    "identified": True,
    "matured": True,
}


def _member(outcome: str = "answered", direction: str | None = "inbound") -> Member:
    known: dict[str, Any] = {"contact_id": "c1", "arrived_at": AT, "direction": direction}
    known["outcome"] = outcome
    return Member(**{**dict.fromkeys(Member.__dataclass_fields__), **known})


def _file(members: tuple[Member, ...] = (_member(),), **known: Any) -> CaseFile:
    case = WholeCase(**{**PLAIN, **known})
    return CaseFile(case, members, len(members), 1, (), (), {}, None, Oddities(None, {}, False))


def _unsolved(cause: str | None, *signals: str) -> Unsolved:
    blank: dict[str, Any] = dict.fromkeys(Unsolved.__dataclass_fields__)
    return Unsolved(**{**blank, "case_id": "c", "cause": cause, "signals": signals})


def test_the_four_kinds_stand_strongest_first() -> None:
    case = WholeCase(
        **{**PLAIN, "by_customer": True, "by_no_repeat": False, "by_disposition": True}
    )

    assert list(judged(case).items()) == [
        ("customer", True),
        ("no_repeat", False),
        ("audit", None),
        ("disposition", True),
    ]


@pytest.mark.parametrize("decides", [*KINDS, None])
def test_the_kind_that_decides_is_marked_and_no_other(decides: str | None) -> None:
    table = evidence_side_by_side(_file(decided_by=decides), BERLIN)

    marks = [(row.cells[3].text, row.current) for row in table.rows]
    assert marks == [("decides", True) if kind == decides else ("", False) for kind in KINDS]


@pytest.mark.parametrize(
    ("verdict", "says"),
    [
        (None, ("", "says nothing", "")),
        (True, ("solved", "", "good")),
        (False, ("not solved", "", "bad")),
    ],
)
def test_what_a_kind_says(verdict: bool | None, says: tuple[str, str, str]) -> None:
    cell = evidence_side_by_side(_file(by_audit=verdict), BERLIN).rows[2].cells[1]

    assert (cell.text, cell.reason, cell.tone) == says


SEEN = {"last_at": AT, "identified": True}


@pytest.mark.parametrize(
    ("known", "members", "why"),
    [
        (
            {"by_no_repeat": False, "next_gap_s": 90_000.0},
            *((_member(),), "the customer came back after 1 day, 1 hour"),
        ),
        ({"by_no_repeat": True}, (_member(),), "no repeat until the window closed"),
        ({"identified": False}, (_member(),), "repeats of this customer cannot be seen"),
        # Seven days after the last contact, an hour ahead of UTC.
        (SEEN, (_member(),), "pending until Mar 9, 2026,\N{NO-BREAK SPACE}09:00"),
        ({**SEEN, "last_at": None}, (_member(),), "the last contact was not answered"),
        (SEEN, (_member("abandoned"),), "the last contact was not answered"),
        (SEEN, (_member("abandoned"), _member()), "pending until"),
        (SEEN, (_member(), _member("abandoned")), "the last contact was not answered"),
        # A call back of the centre ends no silence.
        (SEEN, (_member(), _member("abandoned", "outbound")), "pending until"),
        (SEEN, (), "the last contact was not answered"),
    ],
)
def test_why_silence_says_what_it_says(
    known: dict[str, Any], members: tuple[Member, ...], why: str
) -> None:
    table = evidence_side_by_side(_file(members, **known), BERLIN)

    reasons = [row.cells[2].text for row in table.rows]
    assert reasons[1].startswith(why)
    assert [reasons[n] for n in (0, 2, 3)] == ["", "", ""]


def test_nothing_is_odd_about_most_cases() -> None:
    every: dict[str, Any] = dict.fromkeys(
        ("by_customer", "by_no_repeat", "by_audit", "by_disposition"), True
    )
    never: dict[str, Any] = dict.fromkeys(every, False)

    assert list(warnings(_file())) == []
    assert list(warnings(_file(reopened=False, lost=False, **every))) == []
    assert list(warnings(_file(**never))) == []


@pytest.mark.parametrize(("total", "warned"), [(1, 0), (2, 1), (0, 0)])
def test_contacts_that_are_not_shown_are_counted(total: int, warned: int) -> None:
    said = list(warnings(replace(_file(), total=total)))

    assert len(said) == warned
    assert said == ["This case has 2 contacts; the first 1 are shown."] * warned


@pytest.mark.parametrize(
    ("known", "begins"),
    [
        ({"customers": 2}, "The contacts of this case name 2 customers."),
        ({"customers": 2, "linked_by": "customer"}, "The contacts of this case name 2 customers."),
        (
            {"customers": 1_000, "linked_by": "case_ref"},
            "The source’s case number spans 1,000 customers.",
        ),
        ({"reopened": True}, "The customer came back after the case had been called solved."),
        ({"lost": True}, "The last attempt within the window was lost"),
        (
            {
                "by_customer": True,
                "by_audit": False,
                "by_disposition": False,
                "decided_by": "customer",
            },
            "The evidence disagrees.",
        ),
        ({"by_no_repeat": False, "by_disposition": True}, "The evidence disagrees."),
    ],
)
def test_each_oddity_is_told_once(known: dict[str, Any], begins: str) -> None:
    (said,) = warnings(_file(**known))

    assert said.startswith(begins)


def test_a_contradiction_names_both_sides() -> None:
    plain = {
        kind: row.cells[0].text
        for kind, row in zip(KINDS, evidence_side_by_side(_file(), BERLIN).rows, strict=True)
    }
    known: dict[str, Any] = {
        "by_customer": False,
        "by_no_repeat": True,
        "by_disposition": True,
        "decided_by": "customer",
    }

    (said,) = warnings(_file(**known))

    assert said == (
        f"The evidence disagrees. Solved: {plain['no_repeat']}, {plain['disposition']}. "
        f"Not solved: {plain['customer']}. What decides: {plain['customer']}."
    )


def test_what_is_odd_beyond_the_case_itself() -> None:
    day = date(2026, 3, 2)
    busy = Busy(7, 1_000, day, day + timedelta(days=1), "c")

    (line,) = warnings(replace(_file(), oddities=Oddities(busy, {}, False)))
    (stray,) = warnings(replace(_file(), oddities=Oddities(None, {}, True)))

    assert line.startswith("The customer has 1,000 contacts, more than a person has")
    assert stray.startswith("The day of this case lies far from all others")


def test_a_cause_somebody_gave_goes_before_a_suggestion() -> None:
    suggested = _unsolved("other", Signal.LONG_HOLD)
    file = replace(_file(cause="knowledge", cause_by="audit"), suggested=suggested)
    audit = evidence_side_by_side(_file(), BERLIN).rows[2].cells[0].text

    assert [label for label, _words in cause_words(file)] == ["Why not solved", "Said by"]
    assert cause_words(file)[1] == ("Said by", audit)


def test_a_cause_that_was_suggested_is_marked_as_one() -> None:
    (_why, said_by) = cause_words(_file(cause="knowledge", cause_by="suggested"))

    assert said_by == ("Said by", "a suggestion, nobody said it")


def test_a_suggestion_names_what_points_at_it() -> None:
    file = replace(_file(), suggested=_unsolved("knowledge", Signal.LONG_HOLD, "something new"))

    said = dict(cause_words(file))

    assert said["Said by"] == "a suggestion, nobody said it"
    assert said["Suggested because of"] == "a long time on hold, something new"
    assert said["Why not solved"] == dict(cause_words(_file(cause="knowledge")))["Why not solved"]


def test_without_a_cause_nothing_is_said() -> None:
    assert cause_words(_file()) == ()
    assert set(SIGNALS) == set(Signal)
