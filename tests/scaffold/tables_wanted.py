"""What a room's migrations still lack: the tables as models describe them, beside the tables that a site has."""

from functools import cache

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState


def lacking(room: str) -> list[str]:
    """What the next migration of a room would do, in Django's words; nothing where its tables are as its models say."""
    detector, graph = _compared()
    changes = detector.changes(graph=graph, trim_to_apps={room})
    return [step.describe() for migration in changes.get(room, []) for step in migration.operations]


@cache
def _known() -> tuple[MigrationGraph, ProjectState]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return loader.graph, loader.project_state()


def _compared() -> tuple[MigrationAutodetector, MigrationGraph]:
    graph, migrated = _known()
    return MigrationAutodetector(migrated, ProjectState.from_apps(apps)), graph
