"""Codes and tags of the desk as filters and splits of every figure: of each call the last leg's, as named today."""

from pathlib import Path

import pytest

from tests.desk.conftest import Phones, Say, phones_of
from tests.scaffold.cast import Cast
from tests.scaffold.commits import Committed
from willet.core.ask.session import Session
from willet.core.intake import land_rows
from willet.core.records import RequestError
from willet.desk.facts import codes_since, outcomes_since
from willet.desk.models import PhoneCall
from willet.lists.models import ListEntry
from willet.people.agents.merging import merge

By = dict[object, float | None]


@pytest.fixture
def desk(cast: Cast, small_lake: Path) -> Phones:
    """A desk whose calls are contacts of the small lake."""
    return phones_of(cast, source="table")


def land(lake: Path) -> None:
    land_rows(lake, [*outcomes_since(None), *codes_since(None)], marks={})


def counts(lake: Path, by: str, metric: str = "answered") -> By:
    rows = Session.open(lake).ask(metric, by=by).rows
    return {row.keys[by]: row.value for row in rows}


def value(lake: Path, metric: str, where: str) -> float | None:
    return Session.open(lake).ask(metric, where=where).row.value


# call | leg                             | code   | tags
# c01  | first leg, spoken of afterwards | done   | a
#      | last leg                        | refund | b, a
# c12  |                                 |        | b
# c04  |                                 | done   |
@pytest.fixture
def coded(desk: Phones, say: Say, small_lake: Path) -> Path:
    first = desk.tell(call_id="c01", leg="1")
    last = desk.tell(call_id="c01", leg="2")
    say(last, "yes", code="refund", tags=("b", "a"))
    say(first, "no", code="done", tags=("a",))
    say(desk.tell(call_id="c12"), "yes", tags=("b",))
    say(desk.tell(call_id="c04"), "no", code="done")
    for call in PhoneCall.objects.all():
        PhoneCall.objects.filter(pk=call.pk).update(contact_id=f"table:{call.call_id}")
    land(small_lake)
    return small_lake


def test_the_last_leg_files_the_call(coded: Path) -> None:
    assert counts(coded, "disposition") == {"refund": 1, "done": 1, None: 7}
    assert counts(coded, "tag") == {"a": 1, "b": 2, None: 7}


def test_every_figure_that_leads_to_a_contact_is_asked_by_code(coded: Path) -> None:
    # A case goes by its first contact: that of c04 began with a call that nobody took. The one of c12 is pending.
    assert value(coded, "disposition_given_rate", "disposition = 'done'") == 1.0
    rows = Session.open(coded).ask("call_resolution", by=["tag", "disposition"]).rows
    assert {(row.keys["tag"], row.keys["disposition"]): row.n for row in rows if row.n} == {
        ("a", "refund"): 1,
        ("b", "refund"): 1,
        (None, None): 2,
    }


WHERE = {
    "tag = 'b'": 2,
    "tag in ('a', 'b')": 2,
    "tag <> 'b'": 7,
    "not (tag = 'b')": 7,
    "tag is null": 7,
    "tag = 'b' and disposition is null": 1,
    "tag = 'b' or disposition = 'done'": 3,
    "disposition in ('done', 'refund')": 2,
    "tag = 'x'' or ''1'' = ''1'": 0,
}


@pytest.mark.journey("history")
def test_filter_by_code_and_tag(coded: Path) -> None:
    assert {where: value(coded, "answered", where) for where in WHERE} == WHERE


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    "where", ["tag > 'a'", "tag like 'a%'", "tag = disposition", "tags = 'a'", "tag in (1)"]
)
def test_tag_is_asked_which_and_nothing_else(coded: Path, where: str) -> None:
    with pytest.raises(RequestError):
        value(coded, "answered", where)


@pytest.mark.journey("history")
def test_code_that_was_merged_and_one_taken_back(
    coded: Path, say: Say, cast: Cast, committed: Committed
) -> None:
    old = ListEntry.objects.create(kind="disposition", name="done")
    with committed():
        merge(old, ListEntry.objects.create(kind="disposition", name="finished"), by=cast.manager)
    assert counts(coded, "disposition") == {"refund": 1, "finished": 1, None: 7}

    call = PhoneCall.objects.get(call_id="c01")
    say(call.legs.get(leg="2"), "not_given")
    land(coded)

    assert counts(coded, "disposition") == {"finished": 1, None: 8}
