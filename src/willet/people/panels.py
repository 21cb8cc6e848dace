"""What this room offers to the pages: what its things are called in the activity."""

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind

KINDS = (ThingKind("people.user", _("account")), ThingKind("people.team", _("team")))
