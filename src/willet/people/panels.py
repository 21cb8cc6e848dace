"""What this room offers to the pages: the menu entry of agents, and what its things are called in the activity."""

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.people.invitations.mailing import FAILED
from willet.people.models import User
from willet.people.rules import MANAGE_AGENTS, MANAGE_PEOPLE
from willet.ui.notices import NoticeKind
from willet.ui.panels import MenuEntry
from willet.ui.steps import FirstStep

MENU = (MenuEntry(_("Agents"), "people:agents", "person", MANAGE_AGENTS, 80, group="set_up"),)


def _has_colleagues() -> bool:
    return User.objects.count() > 1


NOTICES = (NoticeKind(FAILED, _("An invitation was not mailed"), MANAGE_PEOPLE),)
FIRST_STEPS = (
    FirstStep(
        "invite",
        _("Invite colleagues"),
        _("Managers, team leads, agents and analysts each see what their role allows."),
        _("Add somebody"),
        "people:add",
        MANAGE_PEOPLE,
        _has_colleagues,
        order=20,
    ),
)
KINDS = (
    ThingKind("people.user", _("account")),
    ThingKind("people.skippedstep", _("first step left out")),
    ThingKind("people.team", _("team")),
    ThingKind("people.knownagent", _("agent")),
    ThingKind("people.spelling", _("spelling")),
    ThingKind("people.teamstretch", _("time in a team")),
    ThingKind("people.notone", _("two people told apart")),
)
