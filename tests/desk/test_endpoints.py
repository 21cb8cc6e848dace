"""What programs are told of the desk: calls as phone systems told of them, and what agents said, of their own teams."""

from django.test import override_settings

from tests.api.callers import program_of
from tests.desk.conftest import Phones, Say
from tests.scaffold.cast import Cast


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


@override_settings(WILLET_NO_INDIVIDUALS=True)
def test_nobody_is_told_where_single_agents_are_shown_to_nobody(
    phones: Phones, say: Say, cast: Cast
) -> None:
    say(phones.tell(), "yes")

    statuses = [
        program_of(cast.manager).get(f"desk/{n}").status_code for n in ("events", "dispositions")
    ]

    assert statuses == [403, 403]
