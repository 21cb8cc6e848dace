"""What this room keeps of persons: exported, and forgotten with all that hangs on it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.levers.surveys.asking import NOW, a_wave, an_invitation, keep, keys
from tests.scaffold.cast import Cast
from willet.core.intake import SoughtPerson
from willet.levers.surveys.domain.ageing import forget_old
from willet.levers.surveys.domain.answering import GivenAnswer, answer
from willet.levers.surveys.domain.resting import mark_of_key, refuse_more
from willet.levers.surveys.domain.standard import standard_question
from willet.levers.surveys.models import Addressee, Invitation, Reopening, Reply
from willet.vault.domain.persons import erase, export


def answered(cast: Cast, contact: str, text: str, **values: object) -> Invitation:
    known = {"contact_id": f"table:{contact}", "customer_key": keys()[f"table:{contact}"]}
    invitation = an_invitation(a_wave(cast.manager), **{**known, **values})
    answer(invitation, GivenAnswer({standard_question("resolved").pk: 0}, text))
    return invitation


@pytest.mark.journey("history")
def test_an_erased_customer_leaves_no_answer_and_others_stay(cast: Cast, small_lake: Path) -> None:
    gone = answered(cast, "c02", "it is k2, Mrs Smith", address_mark="alone", agent="Otto K")
    other = answered(cast, "c05", "thanks", address_mark="shared")
    answered(cast, "c06", "ours", address_mark="shared")
    for mark in ("alone", "shared", mark_of_key(gone.customer_key)):
        refuse_more([mark], now=NOW)

    (held,) = export(SoughtPerson(id="k2"))["surveys"]
    assert (held["contact"], held["answers"][0]["text"]) == ("table:c02", "it is k2, Mrs Smith")

    erase(SoughtPerson(id="k2"))

    assert not Invitation.objects.filter(pk=gone.pk).exists()
    assert Reply.objects.filter(text__contains="Smith").count() == 0
    assert Reopening.objects.count() == 2
    assert set(Addressee.objects.values_list("mark", flat=True)) == {"shared"}
    assert export(SoughtPerson(id="k4"))["surveys"][0]["contact"] == other.contact_id


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("source", "days", "is_theirs"),
    [("table", 0, True), ("asterisk", 0, False), ("table", 30, False), ("table", -30, False)],
)
def test_a_call_asked_by_phone_without_its_number_is_its_customers_by_its_id_and_moment(
    cast: Cast, small_lake: Path, source: str, days: int, is_theirs: bool
) -> None:
    """c02 is a call of k2, as the records know; an id is known within its source alone, and begins again."""
    by_ids = {"contact_id": "", "customer_key": "", "source": source, "call_id": "c02"}
    moment = datetime(2026, 3, 2, 9, 10, tzinfo=UTC) + timedelta(days=days)
    asked = answered(cast, "c02", "it is k2, Mrs Smith", **by_ids, arrived_at=moment)

    held = export(SoughtPerson(id="k2"))["surveys"]
    erase(SoughtPerson(id="k2"))

    assert [one["contact"] for one in held] == ["c02"] * is_theirs
    assert Invitation.objects.filter(pk=asked.pk).exists() is not is_theirs


def test_an_erased_employee_is_left_out_of_invitations_and_words(
    cast: Cast, small_lake: Path
) -> None:
    invitation = answered(cast, "c02", "Otto K was kind", agent="Otto K")

    erase(SoughtPerson(agent="Otto K"))

    invitation.refresh_from_db()
    assert invitation.agent.startswith("former-")
    assert "Otto" not in Reply.objects.get(invitation=invitation).text


def test_who_was_asked_long_ago_is_forgotten_and_the_marks_stay(
    cast: Cast, small_lake: Path
) -> None:
    keep((keys()["table:c02"], "", "ann@b.example"))
    old = answered(cast, "c02", "words", drawn_at=NOW.replace(year=2020))
    young = answered(cast, "c05", "words")

    assert forget_old(NOW) == 1

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.customer_key, old.answers.get().text, old.answers.get().score) == ("", "", 0)
    assert (young.customer_key == "", young.answers.get().text) == (False, "words")
