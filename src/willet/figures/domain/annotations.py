"""Remarks on days, as one reader finds them on a chart and in a list."""

from typing import Any

from django.db.models import Q, QuerySet

from willet.figures.domain.periods import Period
from willet.figures.domain.trends import buckets
from willet.figures.models import Annotation, SeenBy
from willet.people.models import User
from willet.ui import formats
from willet.ui.components import ChartNote


def open_to(reader: Any) -> QuerySet[Annotation]:
    """The remarks a reader finds: everybody's, and their own."""
    if not isinstance(reader, User):
        return Annotation.objects.none()
    return Annotation.objects.filter(
        Q(seen_by=SeenBy.EVERYBODY) | Q(author_id=reader.pk)
    ).select_related("author")


def notes_on(reader: Any, drawn: Period) -> list[ChartNote]:
    """The remarks on the days of a chart, each at its place among the steps of the axis; none where it has no ends."""
    if drawn.first is None or drawn.last is None:
        return []
    grain = drawn.grain
    steps = buckets(drawn.first, drawn.last, grain)
    places = {name: place for place, name in enumerate(steps)}
    between = open_to(reader).filter(day__gte=drawn.first, day__lte=drawn.last)
    placed = (
        (places.get(buckets(a.day, a.day, grain)[0]), a) for a in between.order_by("day", "pk")
    )
    return [ChartNote(place, note_words(a)) for place, a in placed if place is not None]


def note_words(annotation: Annotation) -> str:
    """A remark with its day and its author."""
    return f"{formats.date(annotation.day)}: {annotation.sentence} ({annotation.author})"
