"""What this room keeps of persons: who wrote and used articles, in which contacts, and whoever a text or flag names."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from willet.core.cases.joining import is_call_of, is_call_of_erased
from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import scrubbed
from willet.levers.knowledge.facts import about
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
    names = sought.names - {""}
    theirs = Q(agent__in=names) | Q(by__agent__in=names) | Q(by__name__in=names)
    named = set(ArticleUse.objects.filter(theirs).values_list("pk", flat=True))
    rows = ArticleUse.objects.filter(Q(pk__in=named) | _by_ids(sought)).order_by("at")
    return [
        {
            "article": use.article_id,
            "how": use.how,
            "contact": use.contact_id or use.call_id,
            "at": use.at.isoformat(),
        }
        for use in rows
        if use.pk in named or _is_of(use, sought)
    ]


def _by_ids(sought: Sought) -> Q:
    ids = [contact.partition(":")[2] for contact in sought.contacts]
    return Q(call_id__in=ids) | Q(contact_id__in=sought.contacts)


def _is_of(use: ArticleUse, sought: Sought) -> bool:
    """Whether it was in one of their calls: an id begins again, so its moment tells."""
    arrivals = sought.arrivals.items()
    return any(is_call_of(about(use), one, at, written_at=use.at) for one, at in arrivals)


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
    return sum(
        model._default_manager.filter(pk__in=_in_erased(model, gone)).update(**empty)
        for model in (ArticleUse, ArticleSearch)
    )


def _in_erased(model: type[ArticleUse | ArticleSearch], gone: Forgotten) -> list[Any]:
    """The rows in calls of whoever was erased, by their ids and moments: an id begins again."""
    named = model._default_manager.exclude(contact_id="", call_id="")
    rows = named.iterator(chunk_size=2000)
    return [one.pk for one in rows if is_call_of_erased(about(one), gone, written_at=one.at)]


HOLDERS = (Holder("articles", _("Articles"), _held, _forget),)
