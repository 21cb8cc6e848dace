"""Brings a home that was put together up to this version and in line with later erasures, before anybody sees it.

All of it works on the home that `WILLET_HOME` names at that time: the folder in which it is put together.
"""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from willet.activity.actors import COMMAND, acting
from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act
from willet.core.intake import keep_erased
from willet.jobs.domain.lanes import free_lanes
from willet.people.agents.publishing import publish
from willet.store.addresses import settings_of
from willet.store.copying import copy_rooms
from willet.vault.domain.persons import forget_in_rooms

BACKUP = Subject("backup")
_TARGET = "target"


def settle(taken_at: str) -> None:
    """Forget whoever was erased since, give the lake the names that the rooms have, and note what happened.

    Raises:
        LakeError: the lake, a list of tombstones, or the disk failed.
    """
    lake = Path(settings.WILLET_HOME) / "lake"
    free_lanes()
    with acting(COMMAND):
        if (lake / "lake.toml").exists() and lake.with_name("lake.key").exists():
            keep_erased(lake)
            forget_in_rooms()
        publish()
        record(Act.RESTORED, BACKUP, fields=[FieldChange("taken_at", "taken at", None, taken_at)])
    connection.close()


def move_rooms(address: str, password: str) -> None:
    """Copy the rooms, which are in SQLite now, into the empty database at this address.

    Raises:
        RequestError: the address is not understood, or somebody has an account there.
        LakeError: a row does not go in.
    """
    given = settings_of(address, password=password, file=Path())
    connections.databases[_TARGET] = {**connections.databases["default"], **given}
    try:
        call_command("migrate", database=_TARGET, interactive=False, verbosity=0)
        copy_rooms(source="default", target=_TARGET)
    finally:
        connections[_TARGET].close()
        connection.close()
