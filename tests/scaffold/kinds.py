"""The kinds of grants that every installation begins with, also behind a test that emptied the database."""

from importlib import import_module

from django.apps import apps

from willet.levers.authority.models import GrantKind

_SEEDS = import_module("willet.levers.authority.migrations.0002_kinds")


def kind_named(key: str) -> GrantKind:
    """One of them; a test with a live server leaves no row behind, not even of migrations."""
    _SEEDS.add(apps, None)
    return GrantKind.objects.get(key=key)
