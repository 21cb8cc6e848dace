"""The days on which kinds of evidence begin, in words: on charts, and where nothing is compared across them."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from willet.core.cases.beginnings import Beginnings, begun_between, evidence_of
from willet.core.metrics import Metric
from willet.core.records import EvidenceKind
from willet.figures.domain.periods import Period
from willet.figures.domain.trends import buckets
from willet.ui import formats
from willet.ui.components import ChartNote

BEGINS: Mapping[EvidenceKind, str | Promise] = {
    EvidenceKind.CUSTOMER: gettext_lazy("customers’ answers begin on %(day)s"),
    EvidenceKind.AUDIT: gettext_lazy("quality audits begin on %(day)s"),
    EvidenceKind.DISPOSITION: gettext_lazy("agents’ words on what was solved begin on %(day)s"),
}


def begins_words(begun: Mapping[EvidenceKind, date]) -> str:
    """Which kinds begin and when, earliest first, as a part of a sentence; empty where none does."""
    order = sorted(begun.items(), key=lambda item: (item[1], item[0]))
    return ", ".join(str(BEGINS[kind]) % {"day": formats.date(day)} for kind, day in order)


def between(
    began: Beginnings, metric: Metric, before: Period | None, now: Period
) -> dict[EvidenceKind, date]:
    """The kinds a metric rests on that begin within two periods, or between them."""
    ends = [day for period in (before, now) if period for day in (period.first, period.last)]
    known = [day for day in ends if day is not None]
    if before is None or len(known) < len(ends):
        return {}
    return begun_between(began, evidence_of(metric), min(known), max(known))


def begin_notes(began: Beginnings, metric: Metric, drawn: Period) -> list[ChartNote]:
    """Marks on a chart of a metric: each kind it rests on, where it begins among the days that are drawn."""
    if drawn.first is None or drawn.last is None:
        return []
    places = {step: n for n, step in enumerate(buckets(drawn.first, drawn.last, drawn.grain))}
    kinds = evidence_of(metric)
    return [
        ChartNote(places[step], _capital(begins_words({kind: day})))
        for kind, day in sorted(began.items(), key=lambda item: (item[1], item[0]))
        if kind in kinds and (step := buckets(day, day, drawn.grain)[0]) in places
    ]


def with_notes(*some: Sequence[ChartNote]) -> list[ChartNote]:
    """The remarks and marks of a chart in the order of its axis."""
    return sorted((note for notes in some for note in notes), key=lambda note: note.place)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
