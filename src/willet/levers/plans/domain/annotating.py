"""Remarks on every chart: from which day on something is tried, and when it was stopped."""

from collections import Counter
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from willet.figures.models import Annotation
from willet.levers.plans.domain.days import has_begun
from willet.levers.plans.models import Intervention
from willet.people.models import User

_LONGEST = 120


def put_annotations(intervention: Intervention, *, by: User) -> None:
    """Write the remarks of an intervention anew: one for each day on which somebody begins. Nobody is named."""
    Annotation.objects.filter(pk__in=intervention.annotations).delete()
    begins = Counter(
        day for day in intervention.starts.values() if day and has_begun(intervention, day)
    )
    remarks = [
        _remark(date.fromisoformat(day), _words(intervention, n), by)
        for day, n in sorted(begins.items())
    ]
    if intervention.stopped_on is not None:
        remarks.append(
            _remark(intervention.stopped_on, _("%(what)s stopped") % {"what": intervention}, by)
        )
    intervention.annotations = [remark.pk for remark in remarks]
    intervention.save()


def _words(intervention: Intervention, n: int) -> str:
    words = {
        "agent": ngettext("%(what)s begins for %(n)s agent", "%(what)s begins for %(n)s agents", n),
        "team": ngettext("%(what)s begins for %(n)s team", "%(what)s begins for %(n)s teams", n),
        "queue": ngettext("%(what)s begins for %(n)s queue", "%(what)s begins for %(n)s queues", n),
    }
    return words[intervention.unit] % {"what": intervention, "n": n}


def _remark(day: date, words: str, by: User) -> Annotation:
    return Annotation.objects.create(day=day, words=words[:_LONGEST], author=by)
