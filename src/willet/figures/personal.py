"""What this room keeps of persons: remarks on days, by somebody or naming somebody."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import scrubbed
from willet.core.records import Message
from willet.figures.models import Annotation
from willet.ui.personal import Holder, Sought, names_any, scrub_rows


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    return [
        {"day": remark.day.isoformat(), "words": remark.words}
        for remark in Annotation.objects.select_related("author").order_by("day", "pk")
        if _is_theirs(remark, sought)
    ]


def _is_theirs(remark: Annotation, sought: Sought) -> bool:
    author = {remark.author.agent, remark.author.name} if remark.author else set()
    return bool(author & sought.names) or names_any(remark.words, sought.names)


def _forget(gone: Forgotten) -> int:
    """Leave customers and former employees out of remarks."""
    fields = {"words": scrubbed, "message": _without}
    return scrub_rows(Annotation.objects.all(), fields, gone)


def _without(message: Message | None, gone: Forgotten) -> Message | None:
    """A message that names somebody goes; its words stay, scrubbed."""
    if message is None or scrubbed(message.as_json(), gone) == message.as_json():
        return message
    return None


HOLDERS = (Holder("annotations", _("Annotations"), _held, _forget),)
