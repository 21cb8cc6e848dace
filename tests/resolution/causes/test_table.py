"""Unresolved cases in a list and as a file: who said the cause, a suggestion told as one, and no name let slip."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.scaffold.cast import EVERYONE
from willet.core.cases.causes import Unsolved
from willet.core.cases.signals import Signal
from willet.figures.domain.words import UNKNOWN
from willet.people.visibility import OPEN, Visibility
from willet.resolution.causes.naming import cause_words
from willet.resolution.causes.query import VOICES, Chosen
from willet.resolution.causes.table import (
    SHEET_FIELDS,
    by_bar,
    case_sheet,
    case_table,
    evidence_by,
    list_bar,
)

pytestmark = pytest.mark.django_db


def _case(**known: Any) -> Unsolved:
    plain = {"case_id": "c", "opened_at": datetime(2026, 3, 2, 8), "contacts": 1_200, "signals": ()}
    blank: dict[str, Any] = dict.fromkeys(Unsolved.__dataclass_fields__)
    return Unsolved(**{**blank, **plain, **known})


def _causes(
    visibility: Visibility = EVERYONE, chosen: Chosen | None = None, *bars: str | None
) -> Any:
    return SimpleNamespace(
        visibility=visibility,
        reading=SimpleNamespace(zone=ZoneInfo("Europe/Berlin")),
        chosen=chosen or Chosen(),
        bars=[SimpleNamespace(cause=cause) for cause in bars],
        selection=SimpleNamespace(pairs=lambda: [("period", "all")]),
    )


def _cells(case: Unsolved, visibility: Visibility = EVERYONE) -> Any:
    (row,) = case_table([case], _causes(visibility), []).rows
    return row.cells


def test_who_said_it() -> None:
    assert evidence_by(None) == "nobody"
    assert evidence_by("suggested") == "a suggestion, nobody said it"
    assert evidence_by("desk") == evidence_by("disposition")
    told = [evidence_by(None if voice == UNKNOWN else voice) for voice in VOICES]
    assert len(set(told)) == len(VOICES)


def test_a_case_in_the_list() -> None:
    cells = _cells(_case(queue="sales", topic="order", agent="Bo", cause="authority", who="audit"))

    assert cells[0].text == "Mar 2, 2026,\N{NO-BREAK SPACE}09:00"  # an hour ahead of UTC
    assert cells[0].href.endswith("/c/")
    assert [cell.text for cell in cells[1:5]] == ["sales", "order", "Bo", "1,200"]
    assert (cells[5].tone, cells[6].text, cells[6].tone) == ("", evidence_by("audit"), "")


def test_what_nobody_said_is_quiet_and_a_suggestion_names_what_it_rests_on() -> None:
    nobody = _cells(_case())
    suggested = _cells(_case(cause="authority", who="suggested", signals=(Signal.LONG_HOLD, "new")))

    assert (nobody[5].tone, nobody[6].text, nobody[6].tone) == ("quiet", "nobody", "quiet")
    assert (suggested[6].tone, suggested[6].icon) == ("warn", "question")
    assert suggested[6].sub == "because of: a long time on hold, new"
    assert nobody[6].sub == ""


@pytest.mark.parametrize(
    ("agent", "team", "visibility", "shown", "in_file"),
    [
        ("Bo", "North", EVERYONE, "Bo", "Bo"),
        ("Bo", "North", OPEN, "another agent", None),
        ("Bo", "North", Visibility(centre=True, agent="Bo"), "Bo", "Bo"),
        ("Bo", "North", Visibility(centre=True, teams=frozenset({"North"})), "Bo", "Bo"),
        ("Bo", "South", Visibility(centre=True, teams=frozenset({"North"})), "another agent", None),
        (None, None, OPEN, "", None),
    ],
)
def test_an_agent_out_of_sight_has_no_name(
    agent: str | None, team: str | None, visibility: Visibility, shown: str, in_file: str | None
) -> None:
    case = _case(agent=agent, team=team)
    cases: Any = SimpleNamespace(causes=_causes(visibility), everyone=lambda: [case])

    ((*values,),) = case_sheet(cases).rows

    assert _cells(case, visibility)[3].text == shown
    assert dict(zip([f.heading for f in SHEET_FIELDS], values, strict=True))["agent"] == in_file


def test_a_case_in_the_file() -> None:
    case = _case(cause="authority", who="suggested", signals=(Signal.LONG_HOLD, "new"))
    cases: Any = SimpleNamespace(causes=_causes(), everyone=lambda: [case])

    (values,) = case_sheet(cases).rows
    row = dict(zip([f.heading for f in SHEET_FIELDS], values, strict=True))

    assert (row["cause"], row["said_by"]) == ("authority", "suggested")
    assert row["signals"] == f"{Signal.LONG_HOLD.value}; new"
    words: Any = {f.heading: f.in_words for f in SHEET_FIELDS}["signals"]
    assert (words(row["signals"]), words("")) == ("a long time on hold, new", "")


def test_nothing_here_is_told_by_what_one_may_see() -> None:
    def nothing(visibility: Visibility) -> str:
        empty = case_table([], _causes(visibility), []).empty
        return empty.text if empty else ""

    assert nothing(EVERYONE).startswith("No unresolved case fits")
    assert nothing(OPEN).startswith("No unresolved case of this choice is open to your role")


def test_the_causes_to_choose_from_and_the_one_of_the_address() -> None:
    def offered(chosen: Chosen, *bars: str | None) -> list[str]:
        cause: Any = list_bar(_causes(EVERYONE, chosen, *bars)).fields[0]
        return [option.value for option in cause.options]

    assert offered(Chosen(), "authority", None) == ["", "authority", UNKNOWN]
    assert offered(Chosen(cause="parts late"), "authority") == ["", "authority", "parts late"]
    assert offered(Chosen(cause="authority"), "authority") == ["", "authority"]


def test_a_filter_keeps_what_else_was_chosen() -> None:
    causes = _causes(EVERYONE, Chosen("team", "authority", "desk"))

    # What a bar says itself it does not keep beside.
    assert dict(by_bar(causes).kept) == {"period": "all", "cause": "authority", "said_by": "desk"}
    assert dict(list_bar(causes).kept) == {"period": "all", "by": "team"}


def test_the_choices_are_in_words() -> None:
    causes: Any
    voices: Any
    causes, voices = list_bar(_causes(EVERYONE, Chosen(), "authority", None)).fields

    named = {option.value: str(option.label) for option in causes.options}
    assert named[UNKNOWN] == cause_words(None)
    assert named["authority"] == cause_words("authority") != named[UNKNOWN]
    said = {option.value: str(option.label) for option in voices.options}
    assert (said[UNKNOWN], said["suggested"]) == ("nobody", "a suggestion, nobody said it")
    assert said["audit"] == evidence_by("audit")
