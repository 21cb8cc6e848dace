"""Whom the bounds of a corrected figure speak of: also those drawn who could not be asked.

c01 yes, c02 no, c04 and c05 silent; c12 rests with its customer of c01, c06 opted out, c07 and c10 have no address, and
of c09 nobody knows who called.
"""

from collections import Counter
from pathlib import Path

import pytest

import willet
from tests.levers.surveys.asking import NOW, a_wave, drawn, keep, keys
from tests.levers.surveys.landing import land
from tests.notices.post import post_office
from tests.scaffold.cast import Cast
from willet.levers.surveys.domain.answering import GivenAnswer, answer
from willet.levers.surveys.domain.resting import mark_of_mail, refuse_more
from willet.levers.surveys.domain.sending import send_due
from willet.levers.surveys.domain.standard import standard_question

ADDRESSES = ("c01", "c02", "c04", "c05", "c06")


def test_who_could_not_be_asked_is_in_the_bounds(cast: Cast, small_lake: Path) -> None:
    known = {contact.partition(":")[2]: key for contact, key in keys().items()}
    keep(*((known[c], "", f"{c}@customers.example") for c in ADDRESSES))
    refuse_more([mark_of_mail("c06@customers.example")], now=NOW)
    wave = a_wave(cast.manager)
    invitations = {i.contact_id.partition(":")[2]: i for i in drawn(wave)}

    with post_office():
        send_due(now=NOW)
    for contact, mark in (("c01", 1), ("c02", 0)):
        invitations[contact].refresh_from_db()
        answer(invitations[contact], GivenAnswer({standard_question("resolved").pk: mark}), now=NOW)
    land()
    result = willet.open(small_lake).ask("survey_resolution_corrected")

    held = Counter(wave.invitations.values_list("held_for", flat=True))
    assert held == {"": 4, "quarantined": 1, "opted_out": 1, "no_address": 3}
    (row,) = result.rows
    assert (row.bound_low, row.bound_high) == pytest.approx((1 / 9, 8 / 9))
    assert any("4 of 9 handled contacts" in note for note in result.notes)
