"""The plans of the demo find what its simulator plants, registered before it began; the truth stands beside."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from tests.scaffold.cast import Cast
from willet.commands.demonstrating import scenario_of_demo
from willet.commands.inventing import trials_of
from willet.core.intake import import_files
from willet.core.simulator import Truth, simulate_scenario
from willet.imports.domain.facts import Handing
from willet.levers.plans.invented import finish, invent
from willet.levers.plans.models import Intervention
from willet.ui.invented import InventedCall, InventedCentre

pytestmark = pytest.mark.journey("world")

ENDS = datetime(2026, 11, 8, 20, tzinfo=UTC)
BEGINS = datetime(2026, 7, 6, 8, tzinfo=UTC)
VERDICTS = {
    "works": "worked",
    "without_effect": "less_than_worth",
    "harms": "harmful",
    "steps": "worked",
}


@pytest.fixture
def planted(home: Path) -> Truth:
    """The centre of the demo in the home of this test."""
    truth = simulate_scenario(home / "simulated", scenario_of_demo())
    files = [truth.folder / "contacts.csv.gz"]
    import_files(home / "lake", "table", files, mapping=truth.folder / "mapping.toml")
    return truth


def test_plans_of_the_demo_find_what_was_planted(
    cast: Cast, home: Path, planted: Truth, client: Client
) -> None:
    trials = trials_of(home)
    call = InventedCall("1", "", BEGINS, "", "", "", "", "", "", solved=True, feeling=5, word=1)
    centre = InventedCentre([call], ENDS, {"manager": cast.manager}, trials)

    invent(centre)
    Handing().land()
    finish(centre)

    tried = list(Intervention.objects.order_by("pk"))
    names = dict(zip(trials, tried, strict=True))
    seen = {name: one.verdicts.get() for name, one in names.items()}
    assert {name: v.verdict for name, v in seen.items()} == VERDICTS
    assert all(v.is_final for v in seen.values())
    for name, one in names.items():
        registration = one.registrations.get()
        assert registration.after_start is None
        assert registration.at.date().isoformat() < min(filter(None, registration.starts.values()))
        assert registration.power is not None
        true, verdict = planted.document["interventions"][name], seen[name]
        assert verdict.low is not None
        assert verdict.high is not None
        assert verdict.low < true["next_contact_avoidance"] < verdict.high
    client.force_login(cast.manager)
    address = reverse("plans:intervention", args=[names["without_effect"].pk])
    line = "In truth it brought"
    with override_settings(WILLET_INVENTED=True):
        assert line in client.get(address).content.decode()
    assert line not in client.get(address).content.decode()


def test_centre_in_which_nothing_is_tried_has_no_plan(cast: Cast) -> None:
    invent(InventedCentre([], ENDS, {"manager": cast.manager}))

    assert not Intervention.objects.exists()
