"""What is known of a person in plans, and what is left of one who was erased."""

from datetime import date

from tests.levers.plans.conftest import intervention_of, plan_of
from tests.scaffold.cast import Cast
from willet.core.lake.erased import Forgotten, Tombstone, hash_of
from willet.levers.plans.domain.errors import LOST
from willet.levers.plans.domain.registering import register
from willet.levers.plans.models import PlanVerdict, Registration
from willet.levers.plans.personal import HOLDERS
from willet.ui.personal import Sought

GONE = Forgotten.of(
    [Tombstone("agent", hash_of("Ana Pérez", "s"), "2030-01-01", "former-1")], salt="s"
)
(HOLDER,) = HOLDERS


def test_agent_is_found_in_lists_and_texts_and_leaves_a_pseudonym(cast: Cast) -> None:
    plan = plan_of(cast.manager, background="Ana Pérez asked for it.")
    one = intervention_of(
        plan, {"Ana Pérez": date(2030, 1, 7), "Bo": None}, verdict_on=date(2030, 3, 4)
    )
    registration = register(one, by=cast.manager)
    PlanVerdict.objects.create(
        intervention=one,
        registration=registration,
        words=LOST(why="nobody knows Ana Pérez"),
        notes=[{"code": "x", "values": {"units": "Ana Pérez"}, "english": "Left out: Ana Pérez."}],
    )

    held = HOLDER.held(Sought(names=frozenset({"Ana Pérez"})))
    count, again = HOLDER.forget(GONE), HOLDER.forget(GONE)

    assert [entry.get("unit") or entry["text"] for entry in held] == [
        "Ana Pérez",
        "Ana Pérez asked for it.",
    ]
    assert (count, again) == (4, 0)
    for row in (plan, one, registration):
        row.refresh_from_db()
    assert plan.background == "former-1 asked for it."
    assert list(one.units) == list(one.keys) == ["former-1", "Bo"]
    assert Registration.objects.get().starts == {"former-1": "2030-01-07", "Bo": None}
    verdict = PlanVerdict.objects.get()
    assert "Ana" not in str(verdict.notes)
    assert verdict.words == "The verdict cannot be worked out: nobody knows former-1"
