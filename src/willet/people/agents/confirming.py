"""Two names confirmed to be one person by somebody, whoever of them was known before."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from willet.people.agents.keeping import NamesError, Who, changing_names
from willet.people.agents.merging import merge
from willet.people.agents.seen import Together, talked_together
from willet.people.agents.verbs import add_agent, agent_meant, give_spelling
from willet.people.models import KnownAgent
from willet.ui import formats


class TalkedTogetherError(NamesError):
    """The two talked at the same time, and nobody said yet that they are one all the same."""


def confirm_one(name: str, other: str, *, by: Who, all_the_same: bool = False) -> KnownAgent:
    """Let `other` count as the agent shown as `name`, in the past too.

    Args:
        name: A name under which the lake shows an agent.
        other: Another; both may be known agents or mere spellings.
        by: Who confirms it.
        all_the_same: Whether to do so although the two talked at the same time.

    Raises:
        TalkedTogetherError: they did, and it was not said that this does not matter.
        NamesError: they cannot be one; the sentence says why.
        LakeError: a file of the lake cannot be read.
    """
    if not all_the_same and (together := talked_together(name, other)).times:
        raise TalkedTogetherError(together_words(name, other, together))
    with changing_names(by):
        agent = agent_meant(name) or add_agent(name, by=by)
        known = agent_meant(other)
        if known is None:
            give_spelling(agent, other, by=by)
        elif known.pk != agent.pk:
            return merge(known, agent, by=by)
    return agent


def together_words(name: str, other: str, together: Together) -> str:
    """That two agents talked at the same time, how often, and since when."""
    sentence = ngettext(
        "%(name)s and %(other)s talked at the same time %(times)s time, on %(day)s.",
        "%(name)s and %(other)s talked at the same time %(times)s times, first on %(day)s.",
        together.times,
    )
    stated = sentence % {
        "name": name,
        "other": other,
        "times": formats.number(together.times),
        "day": formats.date(together.first),
    }
    cannot = _("One person cannot, unless two sources recorded the same conversation.")
    return f"{stated} {cannot}"
