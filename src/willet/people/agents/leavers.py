"""Agents who left a while ago: a number in place of the name; every figure stays what it was."""

from datetime import date, timedelta
from itertools import count

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from willet.activity.domain import Subject, record
from willet.activity.models import Act
from willet.people.agents.keeping import NOBODY, changing_names, publish_after_commit
from willet.people.agents.merging import standing_for
from willet.people.models import KnownAgent, Spelling


def pseudonym(number: int) -> str:
    """The name under which a former agent is kept; readers see it in their language."""
    return f"Former agent {number}"


def former_words(number: int) -> str:
    """The pseudonym in the reader's language."""
    return _("Former agent %(number)s") % {"number": number}


def pseudonymise_leavers(today: date) -> int:
    """Put a pseudonym in place of the name of whoever left longer ago than this installation keeps names.

    In place of every name that turned out to be theirs, too. The spellings stay, for the facts carry them and are to
    be shown under the pseudonym. Says how many names there were.
    """
    days = settings.WILLET_LEAVERS_DAYS
    if not days:
        return 0
    before = today - timedelta(days=days)
    if not _long_gone(before):
        return 0
    with changing_names(NOBODY):
        gone = _long_gone(before)
        for agent in gone:
            _pseudonymise(agent)
        publish_after_commit()
    return len(gone)


def _long_gone(before: date) -> list[KnownAgent]:
    """Whose name is still there although they, or who they turned out to be, left before this day."""
    named = KnownAgent.objects.filter(is_former=False)
    theirs = set(named.filter(left__lt=before).values_list("pk", flat=True))
    for merged in named.exclude(merged_into=None):
        left = standing_for(merged).left
        if left is not None and left < before:
            theirs.add(merged.pk)
    return list(named.filter(pk__in=theirs).order_by("left", "pk"))


def _pseudonymise(agent: KnownAgent) -> None:
    number = agent.former_no or _free_number()
    # Past the models: the entry of it must not say whose name it was.
    spelt = Spelling(agent=agent, spelt=agent.name)
    Spelling.objects.bulk_create([spelt], ignore_conflicts=True)
    KnownAgent.objects.filter(pk=agent.pk).update(
        name=pseudonym(number), is_former=True, former_no=number
    )
    record(Act.AGED, Subject("people.knownagent", str(agent.pk), pseudonym(number)))


def _free_number() -> int:
    """The next number, but for those that somebody is called by already."""
    highest = KnownAgent.objects.aggregate(highest=Max("former_no"))["highest"] or 0
    return next(
        number
        for number in count(highest + 1)
        if not KnownAgent.objects.filter(name=pseudonym(number)).exists()
    )
