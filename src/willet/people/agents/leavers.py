"""Agents who left a while ago: a number in place of the name; every figure stays what it was."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from willet.activity.domain import Subject, record
from willet.activity.models import Act
from willet.people.agents.keeping import NOBODY, changing_names, publish_after_commit
from willet.people.models import KnownAgent, Spelling


def pseudonym(number: int) -> str:
    """The name under which a former agent is kept; readers see it in their language."""
    return f"Former agent {number}"


def former_words(number: int) -> str:
    """The pseudonym in the reader's language."""
    return _("Former agent %(number)s") % {"number": number}


def pseudonymise_leavers(today: date) -> int:
    """Put a pseudonym in place of the name of whoever left longer ago than this installation keeps names.

    The spellings stay, for the facts carry them and are to be shown under the pseudonym. Says how many there were.
    """
    days = settings.WILLET_LEAVERS_DAYS
    if not days:
        return 0
    long_ago = KnownAgent.objects.filter(left__lt=today - timedelta(days=days), is_former=False)
    if not long_ago.exists():
        return 0
    with changing_names(NOBODY):
        gone = list(long_ago.order_by("left", "pk"))
        for agent in gone:
            _pseudonymise(agent)
        publish_after_commit()
    return len(gone)


def _pseudonymise(agent: KnownAgent) -> None:
    highest = KnownAgent.objects.aggregate(highest=Max("former_no"))["highest"]
    number = agent.former_no or (highest or 0) + 1
    # Past the models: the entry of it must not say whose name it was.
    spelt = Spelling(agent=agent, spelt=agent.name)
    Spelling.objects.bulk_create([spelt], ignore_conflicts=True)
    KnownAgent.objects.filter(pk=agent.pk).update(
        name=pseudonym(number), is_former=True, former_no=number
    )
    record(Act.AGED, Subject("people.knownagent", str(agent.pk), pseudonym(number)))
