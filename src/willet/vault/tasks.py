"""What the worker does for this room: erasing a person, and by the clock removing what has fallen due."""

import logging
from datetime import UTC, datetime, time

from django.utils.translation import gettext_lazy as _

from willet.core.intake import keep_erased
from willet.core.records import WilletError
from willet.core.sources import Progress
from willet.ui.tasks import OF_THE_LAKE, Daily, Every, Work, WorkOrder
from willet.vault.domain.clock import remove_due
from willet.vault.domain.persons import forget_in_rooms, lake_path
from willet.vault.domain.requests import ERASE, carry_out
from willet.vault.rules import ERASE_PERSONS

log = logging.getLogger("willet.work")

REMOVE_DUE = "vault.remove_due"


def _remove_due(order: WorkOrder, progress: Progress) -> None:
    remove_due(datetime.now(UTC).date())


def forget_again() -> None:
    """Erase once more what an older copy of the home has brought back; what fails is told in the log."""
    try:
        if (lake_path() / "lake.toml").exists():
            keep_erased(lake_path())
        forget_in_rooms()
    except WilletError as error:
        log.error("what was erased may be here again: %s", error)


JOBS = (
    Work(ERASE, _("Erasing a person"), carry_out, ERASE_PERSONS, OF_THE_LAKE),
    Work(REMOVE_DUE, _("Removing what has fallen due in the vault"), _remove_due),
)
EVERY = (Every(REMOVE_DUE, Daily(time(3, 40))),)
START = (forget_again,)
