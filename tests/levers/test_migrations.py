"""The tables of the levers are those that their migrations make, and Django has nothing to say against their models."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

LEVERS = [app.label for app in apps.get_app_configs() if app.name.startswith("willet.levers.")]


@pytest.mark.django_db
def test_no_lever_lacks_a_migration() -> None:
    heard = StringIO()

    call_command("makemigrations", *LEVERS, dry_run=True, stdout=heard)

    assert heard.getvalue().partition(" in apps ")[0] == "No changes detected"


def test_models_of_the_levers_pass_the_checks_of_django() -> None:
    assert len(LEVERS) == 5
    call_command("check", *LEVERS, fail_level="WARNING", stdout=StringIO())
