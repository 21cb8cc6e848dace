"""What this room keeps of persons: who wrote and used articles, in which contacts, and whoever a text or flag names."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import scrubbed
from willet.levers.knowledge.models import (
    ArticleFlag,
    ArticleRevision,
    ArticleSearch,
    ArticleUse,
)
from willet.ui.personal import Holder, Sought, names_any, scrub_rows


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    return [*_uses(sought), *_flags(sought), *_wordings(sought)]


def _uses(sought: Sought) -> list[Mapping[str, Any]]:
    theirs = Q(contact_id__in=sought.contacts) | Q(agent__in=sought.names - {""})
    theirs |= Q(by__agent__in=sought.names - {""}) | Q(by__name__in=sought.names - {""})
    rows = ArticleUse.objects.filter(theirs).order_by("at").distinct()
    return [
        {
            "article": use.article_id,
            "how": use.how,
            "contact": use.contact_id,
            "at": use.at.isoformat(),
        }
        for use in rows
    ]


def _flags(sought: Sought) -> list[Mapping[str, Any]]:
    return [
        {"flag": one.note, "at": one.at.isoformat()}
        for one in ArticleFlag.objects.select_related("by").order_by("at")
        if _is_by(one.by, sought) or names_any(one.note, sought.names)
    ]


def _wordings(sought: Sought) -> list[Mapping[str, Any]]:
    return [
        {
            "article": one.article_id,
            "language": one.language,
            "number": one.number,
            "title": one.title,
        }
        for one in ArticleRevision.objects.select_related("written_by").order_by("pk")
        if _is_by(one.written_by, sought) or names_any([one.title, one.body], sought.names)
    ]


def _is_by(person: Any, sought: Sought) -> bool:
    return person is not None and bool({person.agent, person.name} & (sought.names - {""}))


def _forget(gone: Forgotten) -> int:
    """Take erased contacts off uses, and leave customers and former employees out of all words."""
    count = _forget_contacts(gone)
    count += scrub_rows(
        ArticleUse.objects.exclude(agent=""), {"agent": lambda name, gone: gone.called(name)}, gone
    )
    count += scrub_rows(
        ArticleSearch.objects.exclude(agent=""),
        {"agent": lambda name, gone: gone.called(name)},
        gone,
    )
    count += scrub_rows(ArticleFlag.objects.all(), {"note": scrubbed}, gone)
    count += scrub_rows(ArticleSearch.objects.all(), {"words": scrubbed}, gone)
    texts = {"title": scrubbed, "body": scrubbed}
    return count + scrub_rows(ArticleRevision.objects.all(), texts, gone)


def _forget_contacts(gone: Forgotten) -> int:
    """An article was used, or sought; in which contact, nobody knows any more."""
    empty = {"contact_id": "", "call_id": "", "case_ref": "", "source": "", "leg": "", "pbx": ""}
    uses = [u.pk for u in _in_contacts(ArticleUse) if gone.is_contact(u.contact_id)]
    searches = [s.pk for s in _in_contacts(ArticleSearch) if gone.is_contact(s.contact_id)]
    count = ArticleUse.objects.filter(pk__in=uses).update(**empty)
    return count + ArticleSearch.objects.filter(pk__in=searches).update(**empty)


def _in_contacts(model: Any) -> Any:
    return model._default_manager.exclude(contact_id="").iterator(chunk_size=2000)


HOLDERS = (Holder("articles", _("Articles"), _held, _forget),)
