"""The first steps of an installation: offered by the rooms, ticked off as they are done, skipped where unwanted."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from willet.core.records import Message, UnknownNameError
from willet.people.models import SkippedStep
from willet.ui.offers import offers
from willet.ui.steps import FirstStep

KIND = Message("first step")


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as one reader sees it."""

    name: str
    title: str
    text: str
    action: str
    href: str
    is_done: bool
    is_skipped: bool

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return not (self.is_done or self.is_skipped)


def steps_for(request: HttpRequest) -> list[StepLine]:
    """The steps open to this reader, in order."""
    skipped = set(SkippedStep.objects.values_list("name", flat=True))
    mine = (step for step in _offered() if request.user.has_perm(step.permission))
    return [_line(step, skipped) for step in mine]


def _line(step: FirstStep, skipped: set[str]) -> StepLine:
    return StepLine(
        name=step.name,
        title=str(step.title),
        text=str(step.text),
        action=str(step.action),
        href=reverse(step.url_name),
        is_done=step.is_done(),
        is_skipped=step.name in skipped,
    )


def skip(name: str, *, skipped: bool = True) -> None:
    """Leave a step out for everybody, or take it up again.

    Raises:
        UnknownNameError: no room offers it.
    """
    step_named(name)
    if skipped:
        SkippedStep.objects.get_or_create(name=name)
        return
    for one in SkippedStep.objects.filter(name=name):
        one.delete()


def step_named(name: str) -> FirstStep:
    """One step.

    Raises:
        UnknownNameError: no room offers it.
    """
    known = {step.name: step for step in _offered()}
    if name not in known:
        raise UnknownNameError(KIND, name, known)
    return known[name]


def _offered() -> Iterator[FirstStep]:
    yield from sorted(offers("panels", "FIRST_STEPS"), key=lambda step: step.order)
