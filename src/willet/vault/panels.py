"""What this room offers to the pages: its menu entries, and what its things are called in the activity."""

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.ui.panels import MenuEntry
from willet.vault.rules import ERASE_PERSONS, SEE_VAULT

MENU = (
    MenuEntry(_("Vault"), "vault:list", "lock", SEE_VAULT, order=60, group="act"),
    MenuEntry(_("Personal data"), "vault:kept", "person", ERASE_PERSONS, order=93, group="set_up"),
)
KINDS = (
    ThingKind("vault", _("vault")),
    ThingKind("vault.vaultentry", _("customer in the vault")),
    ThingKind("person", _("person")),
)
