"""What this room keeps of persons: remarks on days, by somebody or naming somebody."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import scrubbed
from willet.figures.models import Annotation
from willet.ui.personal import Holder, Sought, scrub_rows


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    theirs = Q(author__agent__in=sought.names) | Q(author__name__in=sought.names)
    for name in sought.names:
        theirs |= Q(words__contains=name)
    return [
        {"day": remark.day.isoformat(), "words": remark.words}
        for remark in Annotation.objects.filter(theirs).order_by("day", "pk")
    ]


def _forget(gone: Forgotten) -> int:
    """Leave customers and former employees out of remarks."""
    return scrub_rows(Annotation.objects.all(), {"words": scrubbed}, gone)


HOLDERS = (Holder("annotations", _("Annotations"), _held, _forget),)
