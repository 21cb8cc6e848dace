"""A call's story in words: what is not known is left out, what was said is no code, and no name is let slip."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from willet.calls.domain.calls import Call
from willet.calls.domain.story import Case, Story, SurveyAnswer, Visit
from willet.calls.domain.telling import CallStory, page_of_call
from willet.people.visibility import NOBODY, Visibility

AT = datetime(2026, 3, 2, 8, 0, 0)
BERLIN = ZoneInfo("Europe/Berlin")
EVERYONE = Visibility(centre=True, everyone=True)
UNKNOWN: dict[str, Any] = dict.fromkeys(
    [field for field in Call.__dataclass_fields__ if field not in {"contact_id", "arrived_at"}]
)
CALL = Call("table:c1", AT, **UNKNOWN)
VISIT = Visit(1, "sales", None, None, None, AT, *([None] * 7))
CASE = Case("case:1", AT, None, 1, *([None] * 11))

pytestmark = pytest.mark.django_db


def _told(visibility: Visibility = EVERYONE, **known: Any) -> CallStory:
    parts: dict[str, Any] = {"call": CALL, "visits": [], "evidence": [], "answers": []}
    story = Story(**{**parts, "case": None, "siblings": [], **known})
    return page_of_call(story, BERLIN, visibility=visibility)


def _visits(*visits: Visit, call: Call = CALL, visibility: Visibility = EVERYONE) -> list[str]:
    return [step.title for step in _told(visibility, visits=visits, call=call).steps]


def test_of_a_call_that_nothing_is_known_of_nothing_is_said() -> None:
    told = _told()

    assert (told.title, told.when) == ("Call", "Mar 2, 2026, 09:00:00")  # an hour ahead of UTC
    assert (told.facts, told.drawing, told.kinds, told.steps, told.case) == ([], None, [], [], [])


@pytest.mark.parametrize(
    ("channel", "title"), [(None, "Call"), ("voice", "Call"), ("video", "Call"), ("chat", "Chat")]
)
def test_a_contact_is_named_by_how_it_came(channel: str | None, title: str) -> None:
    assert _told(call=replace(CALL, channel=channel)).title == title


@pytest.mark.parametrize(
    ("known", "fact"),
    [
        ({"transfers": 0}, ("Transfers", "0")),  # none is known to be none
        ({"transfers": 1200}, ("Transfers", "1,200")),
        ({"team": "North"}, ("Team", "North")),
        ({"queue": "sales"}, ("Queue", "sales")),
        ({"language": "de"}, ("Language", "German")),
        ({"ended_by": "customer"}, ("Ended by", "the customer")),
    ],
)
def test_what_is_known_is_said_and_nothing_else(
    known: dict[str, Any], fact: tuple[str, str]
) -> None:
    assert _told(call=replace(CALL, **known)).facts == [fact]


def test_a_customer_has_a_name_that_says_nothing_of_who_it_is() -> None:
    ((label, name),) = _told(call=replace(CALL, customer_key=0)).facts

    assert (label, name != "", name != "0") == ("Customer", True, True)


def test_the_course_is_drawn_and_told() -> None:
    """Menu 10 s, then 20 s of waiting and 70 s of talk: the whole is 1:40, a talk behind the menu begins at 0:30."""
    visit = replace(VISIT, entered_at=AT + timedelta(seconds=10), wait_s=20.0, talk_s=70.0)

    told = _told(call=replace(CALL, ivr_s=10.0), visits=[visit])

    assert told.drawing is not None
    assert (told.drawing.whole, told.drawing.height) == ("1:40", "68")  # two lanes of 34
    assert [words for _box, words in told.drawing.boxes] == [
        "Voice menu 0:10",
        "Waiting 0:20",
        "Talking 1:10",
    ]
    assert told.kinds == [("menu", "Voice menu"), ("wait", "Waiting"), ("talk", "Talking")]
    menu, sales = told.steps
    assert (menu.title, menu.outcome, menu.offers) == ("Voice menu", "", "")
    assert [(p.kind, p.label, p.begins, p.length) for p in sales.pieces] == [
        ("wait", "Waiting", "0:10", "0:20"),
        ("talk", "Talking", "0:30", "1:10"),
    ]
    assert [p.begins for p in menu.pieces] == ["0:00"]


def test_each_visit_is_a_step_and_a_chat_has_words_of_its_own() -> None:
    visits = [replace(VISIT, visit_no=n, talk_s=5.0) for n in (1, 2, 3)]

    told = _told(call=replace(CALL, channel="chat"), visits=visits)

    assert [step.title for step in told.steps] == ["sales"] * 3
    assert told.kinds == [("talk", "Conversation")]


@pytest.mark.parametrize(
    ("agent", "team", "visibility", "title"),
    [
        (None, None, EVERYONE, "sales"),
        (None, None, NOBODY, "sales"),
        ("Bo", None, EVERYONE, "sales · Bo"),
        ("Bo", None, NOBODY, "sales · another agent"),
        ("Anna", None, NOBODY, "sales · Anna"),  # who may open the call knows its agent
        ("Bo", "North", Visibility(centre=True, teams=frozenset({"North"})), "sales · Bo"),
        (
            "Bo",
            "South",
            Visibility(centre=True, teams=frozenset({"North"})),
            "sales · another agent",
        ),
        ("Bo", None, Visibility(centre=True, agent="Bo"), "sales · Bo"),
    ],
)
def test_an_agent_out_of_sight_has_no_name(
    agent: str | None, team: str | None, visibility: Visibility, title: str
) -> None:
    visit = replace(VISIT, agent=agent, team=team)

    assert _visits(visit, call=replace(CALL, agent="Anna"), visibility=visibility) == [title]


def test_a_visit_to_an_unknown_queue_has_a_name_too() -> None:
    assert _visits(replace(VISIT, queue=None)) == ["not known"]


@pytest.mark.parametrize(
    ("channel", "offers", "missed", "words"),
    [
        (None, None, None, ""),
        (None, 0, 0, "0 phones rang, 0 not taken"),
        (None, 1, None, "1 phone rang, 0 not taken"),
        (None, 2, 1, "2 phones rang, 1 not taken"),
        ("chat", 1, 1, "offered to 1 agent, 1 not taken"),
        ("chat", 3, 2, "offered to 3 agents, 2 not taken"),
    ],
)
def test_to_whom_it_was_offered(
    channel: str | None, offers: int | None, missed: int | None, words: str
) -> None:
    visit = replace(VISIT, offers=offers, unanswered_offers=missed)

    (step,) = _told(call=replace(CALL, channel=channel), visits=[visit]).steps

    assert step.offers == words


@pytest.mark.parametrize(
    ("scale", "score", "shown"),
    [
        ("1-5", 4.0, ("4", "1 to 5")),
        ("1-5", None, ("", "1 to 5")),
        ("0-1", 1.0, ("yes", "yes or no")),
        ("0-1", 0.0, ("no", "yes or no")),
        ("0-1", None, ("", "yes or no")),
        ("0-10", 0.0, ("0", "0 to 10")),
        ("0-10", 1.0, ("1", "0 to 10")),
        (None, 3.0, ("3", "")),
        ("1-7 high_is_easy", 6.0, ("6", "1 to 7, higher is better")),
    ],
)
def test_what_the_customer_answered(
    scale: str | None, score: float | None, shown: tuple[str, str]
) -> None:
    answer = SurveyAnswer("csat", scale, score, datetime(2026, 7, 1, 8, tzinfo=UTC))

    (row,) = _told(answers=[answer]).answers.rows

    assert (row.cells[1].text, row.cells[2].text) == shown
    assert row.cells[1].reason == "asked, not answered"
    assert row.cells[3].text == "Jul 1, 2026, 10:00:00"  # two hours ahead in summer


def test_an_answer_without_a_moment_has_none() -> None:
    (row,) = _told(answers=[SurveyAnswer("csat", "1-5", 4.0, None)]).answers.rows

    assert row.cells[3].text == ""


def _of_case(**known: Any) -> dict[str, str]:
    return dict(_told(case=replace(CASE, **known)).case)


@pytest.mark.parametrize(
    ("resolved", "words"),
    [
        (None, "not known: there is no evidence yet"),
        (True, "solved"),
        (False, "not solved"),
    ],
)
def test_the_verdict_on_a_case(resolved: bool | None, words: str) -> None:
    assert _of_case(resolved=resolved)["Verdict"] == words


@pytest.mark.parametrize(
    ("said", "words"),
    [(None, "says nothing"), (True, "says solved"), (False, "says not solved")],
)
@pytest.mark.parametrize("kind", ["by_customer", "by_no_repeat", "by_audit", "by_disposition"])
def test_each_kind_of_evidence_on_a_case(kind: str, said: bool | None, words: str) -> None:
    told = list(_of_case(**{kind: said}).values())[-4:]

    place = ["by_customer", "by_no_repeat", "by_audit", "by_disposition"].index(kind)
    assert told == ["says nothing"] * place + [words] + ["says nothing"] * (3 - place)


@pytest.mark.parametrize(
    ("cause", "by", "words"),
    [
        (None, None, None),
        (None, "suggested", None),  # a suggestion of nothing
        ("other", "suggested", "{cause} (suggested)"),
        ("other", "audit", "{cause}"),
        ("other", None, "{cause}"),
    ],
)
def test_why_a_case_was_not_solved(cause: str | None, by: str | None, words: str | None) -> None:
    plain = _of_case(cause="other")["Why not solved"]

    told = _of_case(cause=cause, cause_by=by).get("Why not solved")

    assert told == (None if words is None else words.format(cause=plain))


def test_what_of_a_case_is_known() -> None:
    told = _of_case(contacts=1_200, last_at=AT + timedelta(days=1))

    assert told["Contacts it took"] == "1,200"
    assert told["Opened"] == "Mar 2, 2026, 09:00:00"
    assert told["Newest contact"] == "Mar 3, 2026, 09:00:00"
    assert not {"Decided by", "Linked by", "Why not solved"} & told.keys()
    assert "Newest contact" not in _of_case()
