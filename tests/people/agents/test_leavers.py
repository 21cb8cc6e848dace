"""Who left a while ago is shown under a number; the figures stay, the number stays theirs.

The setting is 30 days and today the 31st of March: gone is who left before the 1st.
"""

from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import translation

from tests.scaffold.commits import Committed
from willet.core.ask import ask
from willet.core.lake import Lake
from willet.core.metrics import Question
from willet.people.agents.keeping import NOBODY
from willet.people.agents.leavers import former_words, pseudonymise_leavers
from willet.people.agents.merging import merge
from willet.people.agents.verbs import add_agent, rename_agent, set_days
from willet.people.models import KnownAgent
from willet.people.naming import agents_dimension

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 31)


@pytest.fixture
def leavers(settings: LazySettings) -> None:
    settings.WILLET_LEAVERS_DAYS = 30
    for name, left in (
        ("Anna W", date(2026, 2, 28)),
        ("Otto K", date(2026, 3, 1)),
        ("Tomás R", None),
        ("Zoë", date(2025, 1, 1)),
    ):
        set_days(add_agent(name, by=NOBODY), hired=None, left=left, by=NOBODY)


def names() -> list[str]:
    return list(KnownAgent.objects.order_by("pk").values_list("name", flat=True))


def test_only_who_left_longer_ago_than_the_setting_is_a_number(leavers: None) -> None:
    assert pseudonymise_leavers(TODAY) == 2

    assert names() == ["Former agent 2", "Otto K", "Tomás R", "Former agent 1"]
    assert pseudonymise_leavers(TODAY) == 0


def test_every_name_that_turned_out_to_be_theirs_goes_too(leavers: None) -> None:
    """Of who is still here a name merged into theirs stays, and of who left yesterday too."""
    known = KnownAgent.objects.in_bulk(field_name="name")
    for name, into in (
        ("Weber, A", "Anna W"),
        ("A. Weber", "Weber, A"),
        ("Tom R", "Tomás R"),
        ("O K", "Otto K"),
    ):
        known[name] = add_agent(name, by=NOBODY)
        merge(known[name], known[into], by=NOBODY)

    assert pseudonymise_leavers(TODAY) == 4

    assert not {"Anna W", "Weber, A", "A. Weber"} & set(names())
    assert {"Otto K", "O K", "Tomás R", "Tom R"} < set(names())
    anna = KnownAgent.objects.get(pk=known["Anna W"].pk)
    meant = {row.spelt: row.name for row in agents_dimension().names}
    assert {meant[name] for name in ("Anna W", "Weber, A", "A. Weber")} == {anna.name}
    assert pseudonymise_leavers(TODAY) == 0


def test_a_number_that_somebody_is_called_by_is_given_to_nobody(leavers: None) -> None:
    add_agent("Former agent 1", by=NOBODY)

    assert pseudonymise_leavers(TODAY) == 2

    assert names() == ["Former agent 3", "Otto K", "Tomás R", "Former agent 2", "Former agent 1"]


def test_nobody_is_where_the_setting_is_nought(leavers: None, settings: LazySettings) -> None:
    settings.WILLET_LEAVERS_DAYS = 0

    assert pseudonymise_leavers(TODAY) == 0


def test_the_figures_stay_under_the_number(
    leavers: None, small_lake: Path, committed: Committed
) -> None:
    with committed():
        pseudonymise_leavers(TODAY)

    rows = ask(Lake.at(small_lake), Question.of("answered", by="agent")).rows
    assert {r.keys["agent"]: r.value for r in rows if r.value} == {
        "Former agent 2": 5,
        "Otto K": 3,
        "Tomás R": 1,
    }


def test_a_name_given_back_keeps_the_number_for_the_next_time(leavers: None) -> None:
    pseudonymise_leavers(TODAY)
    anna = KnownAgent.objects.get(name="Former agent 2")

    rename_agent(anna, "Anna W", by=NOBODY)
    pseudonymise_leavers(TODAY)

    assert names()[0] == "Former agent 2"


def test_the_number_is_said_in_the_language_of_the_reader() -> None:
    words = {}
    for language in ("en", "nl", "de", "es", "vi"):
        with translation.override(language):
            words[language] = former_words(12)

    assert words["en"] == "Former agent 12"
    assert len(set(words.values())) == 5
    assert all("12" in text for text in words.values())
