"""In which contact an article was used or sought is forgotten by the vault's clock; that it was stays."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from willet.levers.knowledge.models import ArticleSearch, ArticleUse

NOWHERE: Final = {
    "contact_id": "",
    "call_id": "",
    "case_ref": "",
    "source": "",
    "leg": "",
    "pbx": "",
}


def forget_places(now: datetime) -> int:
    """Empty the ids of contacts of so long ago; how many were emptied."""
    if not settings.WILLET_VAULT_DAYS:
        return 0
    old = {"at__lte": now - timedelta(days=settings.WILLET_VAULT_DAYS)}
    uses = ArticleUse.objects.filter(**old).exclude(**NOWHERE)
    searches = ArticleSearch.objects.filter(**old).exclude(**NOWHERE)
    return uses.update(**NOWHERE) + searches.update(**NOWHERE)
