"""An agent's teams over time: one at a time, in the past as well as from today."""

from datetime import date

from django.utils.translation import gettext as _

from willet.people.agents.keeping import NamesError, Who, changing_names
from willet.people.models import KnownAgent, Team, TeamStretch


def put_in_team(
    agent: KnownAgent,
    team: Team,
    *,
    first: date | None,
    last: date | None,
    by: Who,
    stretch: TeamStretch | None = None,
) -> TeamStretch:
    """Say that an agent was in a team from `first` to `last`, both counted; or change such a stretch.

    Figures by team of those days follow at once, however long ago they are.

    Raises:
        NamesError: the stretch ends before it begins, or overlaps another of this agent.
    """
    _refuse_backwards(first, last)
    with changing_names(by):
        same = agent.stretches.filter(team=team, first=first, last=last).first()
        if same is not None:
            return same
        _refuse_overlap(agent, first, last, stretch)
        kept = stretch or TeamStretch(agent=agent)
        kept.team, kept.first, kept.last = team, first, last
        kept.save()
    return kept


def end_stretch(stretch: TeamStretch, last: date, *, by: Who) -> None:
    """Let a stretch end on a day, which is its last.

    Raises:
        NamesError: it would end before it began.
    """
    put_in_team(stretch.agent, stretch.team, first=stretch.first, last=last, by=by, stretch=stretch)


def take_out(stretch: TeamStretch, *, by: Who) -> None:
    """Forget a stretch: of those days the team is what the source wrote."""
    with changing_names(by):
        if TeamStretch.objects.filter(pk=stretch.pk).exists():
            stretch.delete()


def overlap(given: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """Whether two stretches share a day; both ends count, an end left out is open."""
    (first, last), (other_first, other_last) = given, other
    begins_before = other_first is None or last is None or other_first <= last
    ends_after = other_last is None or first is None or other_last >= first
    return begins_before and ends_after


def overlap_words(name: str, team: str, first: date | None, last: date | None) -> str:
    """Which stretch is in the way, and what to do."""
    days = {
        "name": name,
        "team": team,
        "first": first.isoformat() if first else "…",
        "last": last.isoformat() if last else "…",
    }
    return (
        _(
            "%(name)s is in %(team)s from %(first)s to %(last)s, and in one team at a time. "
            "End that first."
        )
        % days
    )


def _refuse_backwards(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise NamesError(_("The period ends before it begins."))


def _refuse_overlap(
    agent: KnownAgent, first: date | None, last: date | None, but: TeamStretch | None
) -> None:
    for other in agent.stretches.select_related("team"):
        if other != but and overlap((first, last), (other.first, other.last)):
            raise NamesError(overlap_words(agent.name, other.team.name, other.first, other.last))
