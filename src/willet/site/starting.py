"""Makes an installation ready: its folder, its words, its database, its static files."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

_READY: set[Path] = set()


def boot(*, with_static: bool = True) -> None:
    """Prepare `$WILLET_HOME` and set Django up; calling it again costs next to nothing.

    Raises:
        RequestError: a setting of the environment is not understood.
        LakeError: the folder or the rooms' database cannot be written.
    """
    from willet.core.records import LakeError
    from willet.site.home import Home

    home = Home.from_environment()
    if home.path in _READY:
        return
    try:
        home.prepare()
        set_up_django()
        with _alone(home.path):
            _migrate()
            if with_static:
                _collect()
                _READY.add(home.path)
    except OSError as error:
        raise LakeError(
            f"cannot prepare {home.path}: {error}. Make it writable, or set WILLET_HOME to another folder."
        ) from error


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Let one process of the home after another prepare it: `serve` and `work` are started together."""
    with (home / "starting.lock").open("a") as file:
        flock(file, LOCK_EX)
        yield


def set_up_django() -> None:
    """Read the settings and load the rooms; the database is not touched."""
    from willet.ui.languages import compile_stale

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "willet.site.settings")
    compile_stale()
    import django  # slow import: half a second

    django.setup()


def _migrate() -> None:
    from django.core.management import call_command  # app ready
    from django.db import connection  # app ready
    from django.db.migrations.executor import MigrationExecutor  # app ready

    from willet.store.reaching import reached  # app ready

    with reached(connection):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)


def _collect() -> None:
    from willet.site.static import collect  # app ready

    collect()
