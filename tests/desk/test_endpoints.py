"""What programs are told of the desk: calls as phone systems told of them, and what agents said, of their own teams."""

from datetime import datetime, timedelta

from django.test import override_settings
from django.utils import timezone

from tests.api.callers import program_of
from tests.desk.conftest import Phones, Say
from tests.scaffold.cast import Cast
from willet.desk.domain.promising import keep_by_hand
from willet.desk.models import Callback


def test_dispositions_are_the_newest_wording_of_each_leg(
    phones: Phones, say: Say, cast: Cast
) -> None:
    leg = phones.tell(case_ref="T-17", number="0301111111")
    say(leg, "yes")
    say(leg, "no", cause="authority", tags=["vip"], note="wants it back")
    phones.tell(call_id="2.1")

    program = program_of(cast.manager)
    events, (line,) = (
        program.get(f"desk/{name}").json()["items"] for name in ("events", "dispositions")
    )

    assert sorted((e["call_id"], e["state"]) for e in events) == [
        ("1.1", "connected"),
        ("2.1", "connected"),
    ]
    assert (line["id"], line["ticket"], line["revision"]) == (str(leg.pk), "T-17", 2)
    assert (line["resolved"], line["cause"], line["tags"]) == ("no", "authority", ["vip"])


def test_lead_is_told_of_their_own_teams_alone(phones: Phones, say: Say, cast: Cast) -> None:
    say(phones.tell(), "yes")
    say(phones.tell(call_id="2.1", agent="Otto K"), "yes")

    told = {
        role: [
            line["agent"] for line in program_of(person).get("desk/dispositions").json()["items"]
        ]
        for role, person in (("manager", cast.manager), ("lead", cast.team_lead))
    }

    assert (sorted(told["manager"]), told["lead"]) == (["Anna W", "Otto K"], ["Anna W"])


def test_callbacks_are_told_of_with_their_call_and_to_a_lead_of_their_own_teams(
    phones: Phones, say: Say, cast: Cast
) -> None:
    due = timezone.now().replace(microsecond=0) + timedelta(hours=3)
    say(phones.tell(case_ref="T-17"), "follow_up", call_back=due)
    other = phones.tell(call_id="2.1", agent="Otto K")
    say(other, "follow_up", call_back=due)
    keep_by_hand(Callback.objects.get(leg=other), by=cast.other_agent)

    told = {
        role: program_of(who).get("desk/callbacks").json()["items"]
        for role, who in (("manager", cast.manager), ("lead", cast.team_lead))
    }

    lines = [(one["agent"], one["kept_at"] is not None, one["by_hand"]) for one in told["manager"]]
    assert sorted(lines) == [("Anna W", False, False), ("Otto K", True, True)]
    ((ticket, call, until),) = [(o["ticket"], o["call_id"], o["due_at"]) for o in told["lead"]]
    assert (ticket, call, datetime.fromisoformat(until)) == ("T-17", "1.1", due)


@override_settings(WILLET_NO_INDIVIDUALS=True)
def test_nobody_is_told_where_single_agents_are_shown_to_nobody(
    phones: Phones, say: Say, cast: Cast
) -> None:
    say(phones.tell(), "yes")

    statuses = [
        program_of(cast.manager).get(f"desk/{name}").status_code
        for name in ("events", "dispositions", "callbacks")
    ]

    assert statuses == [403, 403, 403]
