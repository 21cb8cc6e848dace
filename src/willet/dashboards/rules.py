"""Who has a page of their own here, who saves views, and to whom each role may show them."""

from typing import Any, Final

from willet.dashboards.models import Circle
from willet.people.models import Role, User
from willet.people.rules import is_agent, is_signed_in, is_team_lead, predicate, set_perm

SEE_OWN_WORK: Final = "willet.see_own_work"
SEE_OWN_TEAMS: Final = "willet.see_own_teams"
SEARCH: Final = "willet.search"
SAVE_VIEWS: Final = "dashboards.save_views"
CHANGE_VIEW: Final = "dashboards.change_view_of_ones_own"

_CIRCLES: dict[str, tuple[Circle, ...]] = {
    Role.MANAGER: (Circle.OWNER, Circle.TEAM, Circle.EVERYBODY),
    Role.ANALYST: (Circle.OWNER, Circle.TEAM, Circle.EVERYBODY),
    Role.TEAM_LEAD: (Circle.OWNER, Circle.TEAM),
}
"""To whom a role may show its views; to nobody else where it is not named."""


def circles_of(owner: User) -> tuple[Circle, ...]:
    """To whom somebody may show their views."""
    return _CIRCLES.get(owner.role, (Circle.OWNER,))


def _owns(user: Any, view: Any) -> bool:
    return view is not None and view.owner_id == user.pk


set_perm(SEE_OWN_WORK, is_agent)
set_perm(SEE_OWN_TEAMS, is_team_lead)
set_perm(SEARCH, is_signed_in)
set_perm(SAVE_VIEWS, is_signed_in)
set_perm(CHANGE_VIEW, is_signed_in & predicate(_owns))
