"""Whom an import keeps in the vault: set aside before the lake's commit, kept once the run is in, else dropped."""

import logging
from collections.abc import Callable, Sequence

from django.db import DatabaseError

from willet.core import intake
from willet.core.records import WilletError
from willet.core.sources.contract import KeptPerson
from willet.figures.domain.whole import lake_path
from willet.vault.domain.filling import awaited_runs, drop, set_aside, take_in
from willet.vault.domain.keys import VaultClosedError

log = logging.getLogger("willet.work")


def keeper_of(asked_as: str) -> Callable[[Sequence[KeptPerson]], None]:
    """Sets aside whom a mapping says is to be kept.

    Where the vault's key is lost the import goes on without, and the vault's page says why.
    """

    def keep(people: Sequence[KeptPerson]) -> None:
        try:
            set_aside(people, awaits=asked_as)
        except VaultClosedError as closed:
            log.error("nothing was kept in the vault: %s", closed)

    return keep


def settle_one(asked_as: str) -> None:
    """Keep what an import set aside if its run is in the lake, and drop it if not; to be called while it is not run.

    Where neither can be known or done now, what is set aside stays so, for the next time.
    """
    if asked_as not in awaited_runs():
        return
    try:
        run = intake.run_asked_as(lake_path(), asked_as)
        if run is not None and run.active:
            take_in(asked_as)
        else:
            drop(asked_as)
    except (WilletError, VaultClosedError, DatabaseError) as error:
        log.error("what an import set aside for the vault waits: %s", error)


def settle_all() -> None:
    """Do so for every import: one that was killed says nothing any more."""
    for asked_as in awaited_runs():
        settle_one(asked_as)
