"""What the worker does for this room: dry runs, imports, undoing; by the clock sweeping up and checking the lake."""

from django.utils.translation import gettext_lazy as _

from willet.core.sources import Progress
from willet.imports.domain.being_read import CHECK, IMPORT, TAKE
from willet.imports.domain.facts import Handing
from willet.imports.domain.importing import (
    UNDO,
    carry_in,
    check,
    forget_old_uploads,
    take_back,
)
from willet.imports.domain.leavings import sweep_leavings
from willet.imports.domain.renewing import renew_lake
from willet.imports.domain.soundness import check_if_due
from willet.imports.domain.telling import tell_of_import
from willet.imports.domain.vaulted import settle_all
from willet.imports.domain.watched.taking import take_file
from willet.imports.domain.watched.telling import look_into_all, tell_of_file
from willet.people.rules import IMPORT_FILES, UNDO_IMPORT
from willet.ui.tasks import OF_THE_LAKE, Every, Minutes, Work, WorkOrder

SWEEP, CHECK_LAKE, LAND_FACTS = "imports.sweep", "imports.check_lake", "imports.facts"
LOOK_INTO_FOLDERS, SETTLE = "imports.look_into_folders", "imports.settle"
_HANDING = Handing()


def sweep(order: WorkOrder, progress: Progress) -> None:
    """Remove uploads that nobody imported, and what a killed process left behind."""
    forget_old_uploads()
    sweep_leavings()


def settle_imports(order: WorkOrder, progress: Progress) -> None:
    """See to what imports set aside for the vault before they were killed: in this lane none runs meanwhile."""
    settle_all()


def check_lake(order: WorkOrder, progress: Progress) -> None:
    """Read every file of the lake, where the last reading is old enough."""
    check_if_due()


def land_facts(order: WorkOrder, progress: Progress) -> None:
    """Bring what people entered in rooms into the lake, where any of it is new."""
    _HANDING.land()


# Whoever asks for one of these waits for it: what is wrong is said at once, not after a second try.
JOBS = (
    Work(CHECK, _("Dry run of an upload"), check, IMPORT_FILES, OF_THE_LAKE, tries=1),
    Work(
        IMPORT,
        _("Import of an upload"),
        carry_in,
        IMPORT_FILES,
        OF_THE_LAKE,
        tries=1,
        over=tell_of_import,
    ),
    Work(UNDO, _("Taking an import back"), take_back, UNDO_IMPORT, OF_THE_LAKE, tries=1),
    Work(
        TAKE,
        _("Taking a watched file"),
        take_file,
        lane=OF_THE_LAKE,
        over=tell_of_file,
    ),
    Work(LOOK_INTO_FOLDERS, _("Looking into watched folders"), look_into_all),
    Work(SWEEP, _("Sweeping up after uploads"), sweep),
    Work(SETTLE, _("Sweeping up after imports cut short"), settle_imports, lane=OF_THE_LAKE),
    Work(CHECK_LAKE, _("Data check"), check_lake, lane=OF_THE_LAKE),
    Work(LAND_FACTS, _("Bringing what was entered into the figures"), land_facts, lane=OF_THE_LAKE),
)
EVERY = (
    Every(LOOK_INTO_FOLDERS, Minutes(1)),
    Every(SWEEP, Minutes(60)),
    Every(SETTLE, Minutes(10)),
    Every(CHECK_LAKE, Minutes(60)),
    Every(LAND_FACTS, Minutes(1)),
)
START = (renew_lake,)
"""A lake of an earlier format is brought up before the first job."""
