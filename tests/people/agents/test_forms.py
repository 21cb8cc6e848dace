"""What is handed in about agents: a name that means nobody else, days in their order, and a name of before kept."""

import pytest

from tests.scaffold.form_bounds import bounds
from willet.people.agents.forms import AgentForm, MergeForm, SpellingForm, StretchForm, TableForm
from willet.people.models import KnownAgent, Spelling

pytestmark = pytest.mark.django_db
MUST, MAY = True, False


def test_what_must_be_said(home: object) -> None:
    assert {n: must for n, (must, _most) in bounds(AgentForm()).items()} == {
        "name": MUST,
        "hired": MAY,
        "left": MAY,
        "languages": MAY,
    }
    assert bounds(SpellingForm()) == {"spelt": (MUST, 120), "source": (MAY, None)}
    assert bounds(StretchForm()) == {"team": (MUST, None), "days": (MAY, None)}
    assert bounds(MergeForm()) == {"into": (MUST, 120), "all_the_same": (MAY, None)}
    assert bounds(TableForm())["table"][0] is MUST


def _errors(given: dict[str, object]) -> set[str]:
    return set(AgentForm({"name": "Anna", **given}, instance=KnownAgent()).errors)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, set()),
        ({"name": " "}, {"name"}),
        ({"name": "Otto"}, {"name"}),  # another agent
        ({"name": "ok"}, {"name"}),  # a spelling of another, of every source
        ({"name": "o1"}, set()),  # of one source alone
        ({"hired": "2026-03-02", "left": "2026-03-02"}, set()),
        ({"hired": "2026-03-02", "left": "2026-03-01"}, {"left"}),
        ({"left": "2026-03-01"}, set()),
        ({"hired": "2026-03-01"}, set()),
        ({"languages": ["de", "vi"]}, set()),
        ({"languages": ["xx"]}, {"languages"}),
    ],
)
def test_what_fits_together(given: dict[str, object], wrong: set[str]) -> None:
    otto = KnownAgent.objects.create(name="Otto")
    Spelling.objects.create(agent=otto, spelt="ok")
    Spelling.objects.create(agent=otto, spelt="o1", source="pbx")

    assert _errors(given) == wrong


def _renamed(agent: KnownAgent, name: str) -> list[tuple[str, str]]:
    form = AgentForm({"name": name}, instance=KnownAgent.objects.get(pk=agent.pk))
    assert form.is_valid(), form.errors
    form.save()
    return sorted(Spelling.objects.values_list("source", "spelt"))


def test_a_name_of_before_stays_a_spelling_once(home: object) -> None:
    anna = KnownAgent.objects.create(name="Anna")

    assert _renamed(anna, "Anna") == []
    assert _renamed(anna, " Anna  Weber ") == [("", "Anna")]
    assert _renamed(anna, "Anna") == [("", "Anna"), ("", "Anna Weber")]
    assert KnownAgent.objects.get().name == "Anna"


def test_a_pseudonym_becomes_no_spelling(home: object) -> None:
    former = KnownAgent.objects.create(name="former-1", is_former=True)

    assert _renamed(former, "Anna") == []
    assert not KnownAgent.objects.get().is_former
