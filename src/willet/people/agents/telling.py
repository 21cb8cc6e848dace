"""Agents as a table a reader sees, and the words for why two names may be one person."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.people.agents.leavers import former_words
from willet.people.agents.proposals import Reason
from willet.people.models import KnownAgent, Spelling, TeamStretch, User
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table

WHY: Mapping[Reason, str | Promise] = {
    "same": gettext_lazy("the same letters, in capitals or not"),
    "marks": gettext_lazy("the same letters with and without marks"),
    "order": gettext_lazy("the same names in another order"),
    "short": gettext_lazy("a short form that fits nobody else"),
    "extension": gettext_lazy("the same extension"),
}


def person(request: HttpRequest) -> User:
    """The account of whoever asks."""
    user = request.user
    assert isinstance(user, User), "the page is guarded by a permission"
    return user


def agents_table(agents: Sequence[KnownAgent], wanted: str) -> Table:
    """The agents with their spellings, their team as of the newest stretch, and their days."""
    spellings, teams = _spellings(agents), _newest_teams(agents)
    return Table(
        caption=_("Agents"),
        caption_hidden=True,
        columns=[
            Column("name", _("Name")),
            Column("spellings", _("Spellings")),
            Column("team", _("Team")),
            Column("hired", _("First day")),
            Column("left", _("Last day")),
        ],
        rows=[_row(a, spellings.get(a.pk, []), teams.get(a.pk, "")) for a in agents],
        empty=Empty(
            _("Nobody of this name") if wanted else _("No agent written down yet"),
            _("The call records show agents as they spell them. Write down whom a spelling means."),
            icon="people",
        ),
    )


def _row(agent: KnownAgent, spellings: Sequence[str], team: str) -> Row:
    return Row(
        [
            Cell(shown_name(agent), href=reverse("people:agent", args=[agent.pk])),
            Cell("" if agent.is_former else ", ".join(spellings), reason=_("as the name")),
            Cell(team, reason=_("as the source says")),
            Cell(formats.date(agent.hired) if agent.hired else "", reason=_("not known")),
            Cell(formats.date(agent.left) if agent.left else "", reason=_("still here")),
        ]
    )


def shown_name(agent: KnownAgent) -> str:
    """The name of an agent, of a former one the pseudonym in the reader's language."""
    if agent.is_former and agent.former_no is not None:
        return former_words(agent.former_no)
    return agent.name


def _spellings(agents: Sequence[KnownAgent]) -> dict[int, list[str]]:
    known: dict[int, list[str]] = {}
    for spelling in Spelling.objects.filter(agent__in=agents):
        at = f"{spelling.spelt} ({spelling.source})" if spelling.source else spelling.spelt
        known.setdefault(spelling.agent_id, []).append(at)
    return known


def _newest_teams(agents: Sequence[KnownAgent]) -> dict[int, str]:
    stretches = TeamStretch.objects.filter(agent__in=agents).select_related("team")
    in_order = sorted(stretches, key=lambda s: (s.first is not None, s.first))
    return {stretch.agent_id: stretch.team.name for stretch in in_order}
