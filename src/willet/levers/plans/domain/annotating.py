"""Remarks on every chart: from which day on something is tried, and when it was stopped.

They are kept as messages, so that whoever reads a chart reads them in their own language.
"""

from collections import Counter
from datetime import date
from typing import Final

from willet.core.records import Message, counted, saying
from willet.figures.models import Annotation
from willet.levers.plans.domain.days import has_begun
from willet.levers.plans.models import LEVERS, Intervention, Lever, UnitKind
from willet.people.models import User

INTERVENTION: Final = saying("plan_intervention", "%(object)s (%(lever)s)")
BEGINS: Final = {
    UnitKind.AGENT: counted(
        "plan_begins.agent",
        "%(what)s begins for %(n)s agent",
        "%(what)s begins for %(n)s agents",
    ),
    UnitKind.TEAM: counted(
        "plan_begins.team",
        "%(what)s begins for %(n)s team",
        "%(what)s begins for %(n)s teams",
    ),
    UnitKind.QUEUE: counted(
        "plan_begins.queue",
        "%(what)s begins for %(n)s queue",
        "%(what)s begins for %(n)s queues",
    ),
}
STOPS: Final = saying("plan_stopped", "%(what)s stopped")


def put_annotations(intervention: Intervention, *, by: User) -> None:
    """Write the remarks of an intervention anew: one for each day on which somebody begins. Nobody is named."""
    Annotation.objects.filter(pk__in=intervention.annotations).delete()
    begins = Counter(
        day for day in intervention.starts.values() if day and has_begun(intervention, day)
    )
    what, kind = _named(intervention), UnitKind(intervention.unit)
    remarks = [
        _remark(date.fromisoformat(day), BEGINS[kind](what=what, n=n), by)
        for day, n in sorted(begins.items())
    ]
    if intervention.stopped_on is not None:
        remarks.append(_remark(intervention.stopped_on, STOPS(what=what), by))
    intervention.annotations = [remark.pk for remark in remarks]
    intervention.save()


def _named(intervention: Intervention) -> Message:
    lever = LEVERS[Lever(intervention.lever)]()
    return INTERVENTION(object=intervention.object, lever=lever)


def _remark(day: date, message: Message, by: User) -> Annotation:
    remark = Annotation(day=day, author=by)
    remark.say(message)
    remark.save()
    return remark
