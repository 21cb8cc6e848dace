"""Uses and searches in a call that somebody wrote down by hand, once the records tell which contact it was."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from willet.levers.knowledge.models import ArticleSearch, ArticleUse


@transaction.atomic
def name_contact(source: str, call_id: str, contact_id: str) -> int:
    """Let each use and search in it name the contact as later ones in that contact do; how many those were."""
    lone = {"source": source, "call_id": call_id, "contact_id": ""}
    named = {"source": "", "call_id": "", "contact_id": contact_id}
    worded = {"number": F("number") + 1, "written_at": timezone.now()}
    return sum(
        model._default_manager.filter(**lone).update(**named, **worded)
        for model in (ArticleUse, ArticleSearch)
    )
