"""Who may do what: every predicate of the product stands here, and everything asks by these names."""

from typing import Any, Final

from rules.permissions import set_perm as set_perm_untyped
from rules.predicates import predicate as predicate_untyped

from willet.activity.rules import SEE_ACTIVITY
from willet.people.models import Role, User
from willet.people.visibility import Agent, visibility_of

# The library carries no types of its own.
predicate: Any = predicate_untyped
set_perm: Any = set_perm_untyped

SEE_OVERVIEW: Final = "willet.see_overview"
SEE_AGENTS_TABLE: Final = "willet.see_agents_table"
SEE_AGENT: Final = "willet.see_agent"
SEE_CALLS: Final = "willet.see_calls"
SEE_IMPORTS: Final = "willet.see_imports"
IMPORT_FILES: Final = "willet.import_files"
UNDO_IMPORT: Final = "willet.undo_import"
SEE_LAKE: Final = "willet.see_lake"
EDIT_CASES: Final = "willet.edit_cases"
EXPORT_TABLES: Final = "willet.export_tables"
EXPORT_LISTS: Final = "willet.export_lists"
CHOOSE_TARGETS: Final = "willet.choose_targets"
MANAGE_AGENTS: Final = "willet.manage_agents"
MANAGE_PEOPLE: Final = "willet.manage_people"
WATCH_FOLDERS: Final = "willet.watch_folders"
EDIT_OWN_PROFILE: Final = "willet.edit_own_profile"


def _is_signed_in(user: Any) -> bool:
    """An active account, whatever its role."""
    return bool(isinstance(user, User) and user.is_active)


def _has_role(*roles: Role) -> Any:
    named = predicate(lambda user: _is_signed_in(user) and user.role in roles, name="+".join(roles))
    return named


is_signed_in = predicate(_is_signed_in)
is_manager = _has_role(Role.MANAGER)
is_team_lead = _has_role(Role.TEAM_LEAD)
is_agent = _has_role(Role.AGENT)
is_analyst = _has_role(Role.ANALYST)
is_administrator = _has_role(Role.ADMINISTRATOR)


def _sees_this_agent(user: Any, agent: Agent | None) -> bool:
    """The agent is visible to the reader; a question about nobody in particular is not answered."""
    return agent is not None and visibility_of(user).sees(agent=agent.name, team=agent.team)


sees_this_agent = predicate(_sees_this_agent)

# The administrator runs the installation: sources, people, backups. Single agents' figures and customers' calls
# are not part of that.
works_with_calls = is_manager | is_team_lead | is_agent | is_analyst

PERMISSIONS: Final = {
    SEE_OVERVIEW: is_signed_in,
    SEE_AGENTS_TABLE: works_with_calls,
    SEE_AGENT: sees_this_agent,
    SEE_CALLS: works_with_calls,
    SEE_IMPORTS: is_manager | is_analyst | is_administrator,
    IMPORT_FILES: is_manager | is_analyst | is_administrator,
    UNDO_IMPORT: is_manager | is_administrator,
    SEE_LAKE: is_administrator,
    EDIT_CASES: is_manager | is_team_lead,
    EXPORT_TABLES: is_manager | is_team_lead | is_analyst,
    # What a page shows already, as a file: the administrator’s lists of people, jobs and activity too.
    EXPORT_LISTS: is_manager | is_team_lead | is_analyst | is_administrator,
    CHOOSE_TARGETS: is_manager | is_administrator,
    MANAGE_AGENTS: is_manager | is_administrator,
    MANAGE_PEOPLE: is_administrator,
    WATCH_FOLDERS: is_administrator,
    SEE_ACTIVITY: is_administrator,
    EDIT_OWN_PROFILE: is_signed_in,
}
"""Permission -> predicate. `user.has_perm(NAME)` asks it; `permission_required(NAME)` guards a page with it."""

for _name, _predicate in PERMISSIONS.items():
    set_perm(_name, _predicate)
