"""What the lake is told of agents: one person over any number of merges, their own days first, every spelling once."""

from datetime import date

import pytest

from willet.core.lake.dimension import Person, Stretch
from willet.core.lake.dimension.rows import FIRST_DAY, LAST_DAY
from willet.people.models import KnownAgent, Spelling, Team, TeamStretch
from willet.people.naming import agents_dimension, meant_by
from willet.ui.languages import LANGUAGE_NAMES

pytestmark = pytest.mark.django_db


def _agent(name: str, into: KnownAgent | None = None, **known: object) -> KnownAgent:
    return KnownAgent.objects.create(name=name, merged_into=into, **known)


def _names() -> set[tuple[str, str, str]]:
    return {(row.source, row.spelt, row.name) for row in agents_dimension().names}


def test_a_name_means_the_agent_it_turned_out_to_be() -> None:
    last = _agent("Anna Weber")
    middle = _agent("A. Weber", last)
    _agent("aw", middle)
    _agent("Otto")

    assert _names() == {
        ("", "Anna Weber", "Anna Weber"),
        ("", "A. Weber", "Anna Weber"),
        ("", "aw", "Anna Weber"),
        ("", "Otto", "Otto"),
    }


def test_a_ring_of_merges_ends_somewhere() -> None:
    one, other = (
        KnownAgent(pk=1, name="1", merged_into_id=2),
        KnownAgent(pk=2, name="2", merged_into_id=1),
    )

    assert meant_by(one, {1: one, 2: other}) in (one, other)
    alone = KnownAgent(pk=3, name="3")
    assert meant_by(alone, {3: alone}) is alone


def test_spellings_of_one_source_and_of_all() -> None:
    anna, otto = _agent("Anna"), _agent("Otto")
    Spelling.objects.create(agent=anna, source="pbx", spelt="a1")
    Spelling.objects.create(agent=otto, source="", spelt="o1")
    # Somebody said whom the name means: in every source, and in one.
    Spelling.objects.create(agent=otto, source="", spelt="Anna")
    Spelling.objects.create(agent=anna, source="pbx", spelt="Otto")

    assert _names() == {
        ("pbx", "a1", "Anna"),
        ("", "o1", "Otto"),
        ("", "Anna", "Otto"),
        ("pbx", "Otto", "Anna"),
        ("", "Otto", "Otto"),
    }


def test_stretches_of_merged_agents_count_where_a_person_has_none_of_their_own() -> None:
    north, south = (Team.objects.create(name=name) for name in ("North", "South"))
    anna, otto = _agent("Anna"), _agent("Otto")
    merged = [_agent("aw", anna), _agent("ok", otto)]
    days = (date(2026, 3, 1), date(2026, 3, 31))
    TeamStretch.objects.create(agent=anna, team=north, first=days[0], last=days[1])
    for one in merged:
        TeamStretch.objects.create(agent=one, team=south)

    assert set(agents_dimension().stretches) == {
        Stretch("Anna", *days, "North"),
        Stretch("Otto", FIRST_DAY, LAST_DAY, "South"),
    }


def test_days_of_work_and_languages() -> None:
    early, late = date(2020, 1, 1), date(2021, 1, 1)
    own = _agent("Own", hired=late, left=date(2026, 1, 1), languages=["nl"])
    _agent("o2", own, hired=early, languages=["de", "nl"])
    none = _agent("None")
    _agent("n1", none, hired=late)
    _agent("n2", none, hired=early)
    _agent("Blank")
    _agent("Left", left=late)

    people = {row.agent: row for row in agents_dimension().people}

    assert people == {
        "Own": Person("Own", late, date(2026, 1, 1), ("nl", "de")),
        "None": Person("None", early, None, ()),
        "Left": Person("Left", None, late, ()),
    }


def test_a_pseudonym_is_in_every_language() -> None:
    _agent("former-1", is_former=True, former_no=1)
    _agent("former-2", is_former=True)  # it has no number, so no words
    _agent("Anna", former_no=3)  # the pseudonym does not stand in place of the name

    (label,) = agents_dimension().labels

    words = dict(label.words)
    assert set(words) == set(LANGUAGE_NAMES)
    assert all("1" in text for text in words.values())
