"""What is tried stands on every chart, in the language of whoever reads it and not of whoever registered it."""

from pathlib import Path

import pytest
from django.utils import translation

from tests.core.effects.conftest import day
from tests.levers.plans.conftest import intervention_of
from tests.scaffold.cast import Cast
from willet.core.lake.erased import Forgotten, hash_of
from willet.figures.domain.annotations import note_words
from willet.figures.models import LONGEST, Annotation
from willet.figures.personal import HOLDERS
from willet.levers.plans.domain.annotating import BEGINS
from willet.levers.plans.domain.registering import register
from willet.levers.plans.models import LEVERS, ImprovementPlan, Lever, UnitKind

READ = {
    "en": ("Returns (course) begins for 2 agents", "Returns (course) begins for 1 agent"),
    "nl": (
        "Returns (cursus) begint voor 2 medewerkers",
        "Returns (cursus) begint voor 1 medewerker",
    ),
    "de": ("Returns (Schulung) beginnt für 2 Agenten", "Returns (Schulung) beginnt für 1 Agenten"),
}


@pytest.mark.parametrize("written", ["en", "de", "vi"])
@pytest.mark.parametrize("read", READ)
def test_remark_is_read_in_the_language_of_its_reader(
    cast: Cast, plan: ImprovementPlan, course: Path, written: str, read: str
) -> None:
    starts = {"a00": day(84), "a01": day(84), "a02": day(98), "a03": None}
    with translation.override(written):
        register(intervention_of(plan, starts), by=cast.manager)

    with translation.override(read):
        remarks = list(Annotation.objects.order_by("day"))
        said = tuple(one.sentence for one in remarks)
        note = note_words(remarks[0])

    assert said == READ[read]
    assert said[0] in note
    assert [one.words for one in remarks] == list(READ["en"])


def test_what_a_person_wrote_over_it_is_theirs(
    cast: Cast, plan: ImprovementPlan, course: Path
) -> None:
    register(intervention_of(plan, {"a00": day(84), "a01": None}), by=cast.manager)
    remark = Annotation.objects.get()
    remark.words = "Begins on Monday"
    remark.save()
    own = Annotation.objects.create(day=day(90), words="New menu", author=cast.manager)

    with translation.override("de"):
        said = [one.sentence for one in Annotation.objects.order_by("day")]

    assert (said, own.message) == (["Begins on Monday", "New menu"], None)


def test_long_name_is_cut_in_the_words_alone() -> None:
    remark = Annotation(day=day(84))
    what = "x" * LONGEST

    remark.say(BEGINS[UnitKind.TEAM](what=what, n=3))

    assert (len(remark.words), remark.sentence) == (LONGEST, f"{what} begins for 3 teams")


def test_erased_name_is_in_neither(cast: Cast, plan: ImprovementPlan, course: Path) -> None:
    one = intervention_of(plan, {"a00": day(84), "a01": None}, object="Course of Otto K")
    register(one, by=cast.manager)
    (holder,) = HOLDERS
    gone = Forgotten("salt", {("agent", hash_of("Otto K", "salt")): "former-7"})

    assert [holder.forget(gone) for _twice in range(2)] == [1, 0]

    remark = Annotation.objects.get()
    assert (remark.message, remark.words) == (
        None,
        "Course of former-7 (course) begins for 1 agent",
    )


def test_every_lever_and_kind_of_unit_has_its_words() -> None:
    assert (set(LEVERS), set(BEGINS)) == (set(Lever), set(UnitKind))
    assert [str(say()) for say in LEVERS.values()] == [str(one.label) for one in Lever]
