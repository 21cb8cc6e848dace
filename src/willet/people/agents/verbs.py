"""What can be done with an agent: add, rename, give days and spellings."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from willet.core.records import spelled
from willet.people.agents.keeping import NamesError, Who, changing_names
from willet.people.models import KnownAgent, Spelling

LONGEST = 120
LONGEST_SOURCE = 80


def written(text: str, *, most: int = LONGEST) -> str:
    """A name as it is kept: composed letters, no blanks at its ends, none doubled within.

    Raises:
        NamesError: there is nothing left, or too much.
    """
    name = " ".join(spelled(text).split())
    if not name:
        raise NamesError(_("A name needs a letter at least."))
    if len(name) > most:
        raise NamesError(
            _("“%(name)s…” is longer than %(most)s letters.") % {"name": name[:30], "most": most}
        )
    return name


def written_source(text: str) -> str:
    """The name of a source as it is kept; empty for every one.

    Raises:
        NamesError: it is longer than any.
    """
    return written(text, most=LONGEST_SOURCE) if text.strip() else ""


def add_agent(name: str, *, by: Who, spellings: Sequence[str] = ()) -> KnownAgent:
    """A new agent, with the spellings that mean them in every source.

    Raises:
        NamesError: the name or a spelling means somebody already.
    """
    kept = written(name)
    with changing_names(by):
        refuse_taken(kept, None)
        agent = KnownAgent.objects.create(name=kept)
        for spelt in spellings:
            if written(spelt) != kept:
                give_spelling(agent, spelt, by=by)
    return agent


def rename_agent(agent: KnownAgent, name: str, *, by: Who) -> None:
    """Give an agent another name; the one of before stays a spelling of theirs, for the facts carry it.

    Raises:
        NamesError: the name means somebody else already.
    """
    kept = written(name)
    with changing_names(by):
        agent.refresh_from_db()
        if kept == agent.name:
            return
        refuse_taken(kept, agent)
        if not agent.is_former:
            Spelling.objects.get_or_create(source="", spelt=agent.name, defaults={"agent": agent})
        agent.name, agent.is_former = kept, False
        agent.save()


def set_days(agent: KnownAgent, *, hired: date | None, left: date | None, by: Who) -> None:
    """Say when an agent came and left; only the days, never a reason.

    Raises:
        NamesError: they would have left before they were hired.
    """
    refuse_left_before_hired(agent.name, hired, left)
    with changing_names(by):
        agent.refresh_from_db()
        if (agent.hired, agent.left) != (hired, left):
            agent.hired, agent.left = hired, left
            agent.save()


def refuse_left_before_hired(name: str, hired: date | None, left: date | None) -> None:
    """Raise where the last day of work lies before the first.

    Raises:
        NamesError: so it is.
    """
    if hired and left and left < hired:
        raise NamesError(
            _("%(name)s cannot leave on %(left)s before being hired on %(hired)s.")
            % {"name": name, "left": left.isoformat(), "hired": hired.isoformat()}
        )


def give_spelling(agent: KnownAgent, spelt: str, *, by: Who, source: str = "") -> Spelling:
    """Let a spelling, of one source or of all, mean an agent; done once however often it is asked.

    Raises:
        NamesError: it means somebody else already.
    """
    kept, source = written(spelt), written_source(source)
    with changing_names(by):
        known = Spelling.objects.filter(source=source, spelt=kept).select_related("agent").first()
        if known is not None and known.agent_id == agent.pk:
            return known
        if known is not None:
            raise NamesError(_means(kept, known.agent))
        if not source:
            _refuse_name_of_another(kept, agent)
        return Spelling.objects.create(agent=agent, source=source, spelt=kept)


def agent_meant(text: str, source: str = "") -> KnownAgent | None:
    """The agent whose name or spelling this is, the source's own spelling first; None where nobody is known so."""
    known = Spelling.objects.select_related("agent").filter(spelt=text, source__in=["", source])
    by_source = {spelling.source: spelling.agent for spelling in known}
    return (
        by_source.get(source) or by_source.get("") or KnownAgent.objects.filter(name=text).first()
    )


def refuse_taken(name: str, agent: KnownAgent | None) -> None:
    """Raise where a name means another agent already, by name or by a spelling of every source.

    Raises:
        NamesError: so it is.
    """
    other = KnownAgent.objects.filter(name=name).first()
    spelt = Spelling.objects.filter(source="", spelt=name).select_related("agent").first()
    for taken in (other, spelt.agent if spelt else None):
        if taken is not None and (agent is None or taken.pk != agent.pk):
            raise NamesError(_means(name, taken))


def _refuse_name_of_another(spelt: str, agent: KnownAgent) -> None:
    other = KnownAgent.objects.filter(name=spelt).exclude(pk=agent.pk).first()
    if other is not None:
        raise NamesError(
            _("“%(name)s” is an agent of that name. Merge the two where they are one person.")
            % {"name": spelt}
        )


def _means(name: str, agent: KnownAgent) -> str:
    return _("“%(name)s” means %(agent)s already. Take it away there first, or merge the two.") % {
        "name": name,
        "agent": agent.name,
    }
