"""What this room offers to the pages: menu entry, the link on one's profile, and what tokens are called."""

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.api.rules import MANAGE_TOKENS
from willet.ui.panels import MenuEntry

MENU = (MenuEntry(_("Access tokens"), "api:everybody", "lock", MANAGE_TOKENS, 93, group="set_up"),)
PROFILE = ((_("Access tokens"), "api:tokens"),)
KINDS = (ThingKind("api.accesstoken", _("access token")),)
