"""What programs are told of surveys: waves, invitations, answers with their revisions, and who wants no more."""

from pathlib import Path

import pytest

from tests.api.callers import program_of
from tests.levers.surveys.asking import a_wave, an_invitation
from tests.scaffold.cast import Cast
from willet.activity.models import ActivityEntry
from willet.levers.surveys.domain.addresses import reach_of
from willet.levers.surveys.domain.answering import GivenAnswer, answer
from willet.levers.surveys.domain.reopening import close
from willet.levers.surveys.domain.resting import mark_of_mail, opted_out
from willet.levers.surveys.domain.standard import standard_question
from willet.levers.surveys.models import Invitation, Reopening
from willet.vault.models import VaultEntry


def test_waves_come_with_their_counts(cast: Cast) -> None:
    wave = a_wave(cast.manager, name="Spring", queue="sales", share="0.25")
    an_invitation(wave)
    answer(an_invitation(wave), GivenAnswer({standard_question("resolved").pk: 1}))
    empty = a_wave(cast.manager)

    lines = program_of(cast.team_lead).get("surveys/waves").json()["items"]

    spring, other = lines
    assert (spring["name"], spring["queue"], spring["share"]) == ("Spring", "sales", 0.25)
    assert (spring["sent"], spring["completed"], spring["response_rate"]) == (2, 1, 0.5)
    assert (other["id"], other["sent"], other["response_rate"]) == (empty.pk, 0, None)


def test_invitations_come_page_by_page_and_of_one_wave(cast: Cast) -> None:
    wave, other = a_wave(cast.manager), a_wave(cast.manager)
    mine = {str(an_invitation(wave, agent="Anna W").pk) for _ in range(5)}
    held = an_invitation(other, state=Invitation.State.HELD, held_for="no_address", sent_at=None)
    program, seen, address = (
        program_of(cast.analyst),
        [],
        f"surveys/invitations?limit=2&wave={wave.pk}",
    )

    pages = 0
    cursor: str | None = ""
    while cursor is not None:
        page = program.get(f"{address}&cursor={cursor}").json()
        seen += [line["id"] for line in page["items"]]
        cursor, pages = page["next"], pages + 1

    assert (sorted(seen), pages) == (sorted(mine), 3)
    (line,) = program.get(f"surveys/invitations?wave={other.pk}").json()["items"]
    assert (line["id"], line["held_for"], line["sent_at"]) == (str(held.pk), "no_address", None)
    assert {"agent", "team", "customer_key", "address_mark"}.isdisjoint(line)


def test_answers_come_with_revisions_and_without_words(cast: Cast) -> None:
    invitation = an_invitation(a_wave(cast.manager))
    for mark in (0, 1):
        answer(invitation, GivenAnswer({standard_question("resolved").pk: mark}, "call me, Ann"))

    response = program_of(cast.manager).get("surveys/answers")

    told = [(a["question"], a["revision"], a["score"]) for a in response.json()["items"]]
    assert told == [("resolved", 1, 0), ("resolved", 2, 1)]
    assert "Ann" not in response.content.decode()


@pytest.mark.parametrize(
    "mail", ["x", "@", "a@", "@b.de", "a b@c.de", "a\u0000@b.de", "a@b.de, c@d.de"]
)
def test_an_address_that_is_none_keeps_nobody_from_being_asked(
    cast: Cast, small_lake: Path, mail: str
) -> None:
    program = program_of(cast.manager)

    assert program.post("surveys/opt-outs", {"mail": mail}).status_code == 400
    assert program.get("surveys/opt-outs").json()["items"] == []


def test_a_program_notes_who_wants_no_more(cast: Cast, small_lake: Path) -> None:
    program = program_of(cast.manager)

    statuses = [
        program.post("surveys/opt-outs", who).status_code
        for who in (
            {"mail": "Ann <Ann@b.de>"},
            {"mail": "ann@b.de"},
            {"number": "+31612345678"},
            {},
        )
    ]

    assert statuses == [204, 204, 204, 400]
    assert opted_out([mark_of_mail("ann@b.de")])
    assert len(program.get("surveys/opt-outs").json()["items"]) == 2
    acts = ActivityEntry.objects.filter(kind="surveys.addressee")
    assert [(act.act, act.who_kind) for act in acts] == [("added", "person")] * 2
    assert VaultEntry.objects.count() == 0
    assert reach_of(an_invitation(a_wave(cast.manager))).held_for == "no_address"


def test_unsolved_cases_are_told_of_to_a_manager_and_their_own_to_a_lead(cast: Cast) -> None:
    wave = a_wave(cast.manager)
    for owner, contact in ((cast.manager, "table:a"), (cast.team_lead, "table:b")):
        invitation = an_invitation(wave, contact_id=contact)
        due = invitation.drawn_at
        Reopening.objects.create(invitation=invitation, owner=owner, due_at=due, note="private")
    close(Reopening.objects.get(owner=cast.manager), Reopening.How.YES, now=invitation.drawn_at)

    told = {
        role: program_of(who).get("surveys/unsolved").json()["items"]
        for role, who in (("manager", cast.manager), ("lead", cast.team_lead))
    }

    lines = {
        role: [(i["contact_id"], i["owner"], i["closed_how"]) for i in told[role]] for role in told
    }
    assert lines == {
        "manager": [("table:a", "Marit", "yes"), ("table:b", "Tomas", "")],
        "lead": [("table:b", "Tomas", "")],
    }
    assert "private" not in str(told)
