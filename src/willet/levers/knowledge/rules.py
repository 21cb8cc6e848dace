"""Who may do what with articles: whoever works with calls reads, whoever takes them writes, leads and managers keep."""

from typing import Any, Final

from willet.levers.knowledge.models import Audience
from willet.people.agents.alike import accounts_of
from willet.people.models import Role
from willet.people.rules import (
    is_agent,
    is_analyst,
    is_manager,
    is_team_lead,
    predicate,
    set_perm,
)

READ_ARTICLES: Final = "knowledge.read"
READ_ARTICLE: Final = "knowledge.read_this"
"""Asked of the very article."""
WRITE_ARTICLES: Final = "knowledge.write"
"""To propose a wording, say whether it helped, and flag one."""
KEEP_ARTICLES: Final = "knowledge.keep"
"""To approve, archive, review; to see what is missing."""
APPROVE_REVISION: Final = "knowledge.approve_this"
"""Asked of the very revision: a lead approves what others wrote, a manager anything."""


def shelves_of(user: Any) -> list[str]:
    """The audiences whose articles a reader finds."""
    if user.role in {Role.MANAGER, Role.TEAM_LEAD}:
        return [Audience.AGENTS, Audience.LEADS]
    return [Audience.AGENTS]


def _is_for(user: Any, article: Any) -> bool:
    return article is not None and article.audience in shelves_of(user)


def _is_anothers(user: Any, revision: Any) -> bool:
    return revision is not None and revision.written_by_id not in accounts_of(user)


def is_looked_up_by(user: Any) -> bool:
    """Whether an article that somebody opens outside of a call is looked up: who keeps articles looks after them."""
    return bool(user.has_perm(WRITE_ARTICLES) and not user.has_perm(KEEP_ARTICLES))


is_reader = is_manager | is_team_lead | is_agent | is_analyst
is_keeper = is_manager | is_team_lead
set_perm(READ_ARTICLES, is_reader)
set_perm(READ_ARTICLE, is_reader & predicate(_is_for))
set_perm(WRITE_ARTICLES, is_agent | is_keeper)
set_perm(KEEP_ARTICLES, is_keeper)
set_perm(APPROVE_REVISION, is_manager | (is_team_lead & predicate(_is_anothers)))
