"""What this room offers to the pages: its menu entries, notices, inbox lines, and names of its things."""

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.imports.domain.freshness import data_are_from
from willet.imports.domain.meanings import meaning_label, unit_label
from willet.imports.domain.page_words import SENTENCES as PAGE_WORDS
from willet.imports.domain.runs import has_calls
from willet.imports.domain.telling import DAMAGE, FAILED, FINISHED, waiting_uploads
from willet.imports.domain.watched.telling import NOT_TAKEN, REFUSED_ROWS, SILENT
from willet.people.rules import IMPORT_FILES, SEE_IMPORTS, SEE_LAKE
from willet.ui.inbox import InboxOffer
from willet.ui.notices import NoticeKind
from willet.ui.panels import MenuEntry
from willet.ui.steps import FirstStep

MENU = (
    MenuEntry(_("Imports"), "imports:imports", "upload", SEE_IMPORTS, order=80, group="set_up"),
    MenuEntry(_("Data check"), "imports:lake", "shield", SEE_LAKE, order=91, group="set_up"),
)
NOTICES = (
    NoticeKind(FINISHED, _("An import is in"), SEE_IMPORTS),
    NoticeKind(FAILED, _("An import did not work"), SEE_IMPORTS, usual="at_once"),
    NoticeKind(
        NOT_TAKEN, _("A file of a watched folder was not taken"), IMPORT_FILES, usual="at_once"
    ),
    NoticeKind(
        REFUSED_ROWS, _("Rows of a watched file could not be read"), IMPORT_FILES, usual="at_once"
    ),
    NoticeKind(SILENT, _("Nothing came into a watched folder"), IMPORT_FILES, usual="at_once"),
    NoticeKind(DAMAGE, _("Files of the data store are damaged"), SEE_LAKE, usual="at_once"),
)
INBOX = (InboxOffer(_("Import"), waiting_uploads, IMPORT_FILES),)
FIRST_STEPS = (
    FirstStep(
        "import",
        _("Bring calls in"),
        _(
            "The records of your phone system, helpdesk or spreadsheet: every figure is counted from them."
        ),
        _("Import calls"),
        "imports:imports",
        IMPORT_FILES,
        has_calls,
        order=10,
    ),
)
KINDS = (
    ThingKind("imports.savedmapping", _("saved mapping")),
    ThingKind("imports.watchedfolder", _("watched folder")),
    ThingKind("imports.upload", _("upload")),
    ThingKind("run", _("import")),
)
SLOTS = (("meaning", meaning_label), ("length_unit", unit_label), ("survey", str.upper))
SENTENCES = tuple(PAGE_WORDS.items())
"""What pages say instead of a saying of the core that names keys and commands."""
FRESHNESS = (data_are_from,)
"""What every page says of how new the data are."""
