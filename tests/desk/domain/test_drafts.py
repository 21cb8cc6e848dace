"""Drafts: kept at once, given back, gone at saving, signing out and after a day; two tabs do not overwrite."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.desk.conftest import Phones
from tests.scaffold.cast import Cast
from willet.core.records import RequestError
from willet.desk.domain.drafts import (
    KEPT,
    NewerDraftError,
    draft_of,
    drop_old_drafts,
    keep_draft,
)
from willet.desk.models import Draft


def test_draft_is_kept_and_counted(phones: Phones, cast: Cast) -> None:
    leg = phones.tell()

    first = keep_draft(leg, {"note": "a"}, by=cast.agent, version=0, tab="one")
    second = keep_draft(leg, {"note": "ab"}, by=cast.agent, version=first.version, tab="one")

    draft = draft_of(leg)
    assert draft is not None
    assert (first.version, second.version, draft.words["note"]) == (1, 2, "ab")


def test_other_tab_is_told_and_overwrites_nothing(phones: Phones, cast: Cast) -> None:
    leg = phones.tell()
    keep_draft(leg, {"note": "mine"}, by=cast.agent, version=0, tab="one")

    with pytest.raises(NewerDraftError) as newer:
        keep_draft(leg, {"note": "other"}, by=cast.agent, version=0, tab="two")

    assert newer.value.draft.words["note"] == "mine"
    assert Draft.objects.get().words["note"] == "mine"


def test_same_tab_that_missed_an_answer_goes_on(phones: Phones, cast: Cast) -> None:
    leg = phones.tell()
    keep_draft(leg, {"note": "a"}, by=cast.agent, version=0, tab="one")

    kept = keep_draft(leg, {"note": "ab"}, by=cast.agent, version=0, tab="one")

    assert (kept.version, kept.words["note"]) == (2, "ab")


def test_draft_goes_at_signing_out(phones: Phones, cast: Cast) -> None:
    keep_draft(phones.tell(), {"note": "a"}, by=cast.agent, version=0)
    client = cast.client("agent")

    client.post("/account/logout/")

    assert Draft.objects.count() == 0


def test_signing_out_leaves_the_drafts_of_others(phones: Phones, cast: Cast) -> None:
    keep_draft(phones.tell(), {"note": "a"}, by=cast.agent, version=0)

    cast.client("manager").post("/account/logout/")

    assert Draft.objects.count() == 1


@pytest.mark.parametrize(("age", "is_there"), [(-1, True), (1, False)])
def test_draft_goes_after_a_day(phones: Phones, cast: Cast, age: int, is_there: bool) -> None:
    leg = phones.tell()
    keep_draft(leg, {"note": "a"}, by=cast.agent, version=0)
    Draft.objects.update(kept_at=timezone.now() - KEPT - timedelta(minutes=age))

    assert (draft_of(leg) is not None) is is_there
    assert drop_old_drafts() == (0 if is_there else 1)


def test_typing_on_a_day_later_is_a_draft_of_its_own(phones: Phones, cast: Cast) -> None:
    """What is a day old stands there until it is cleared up, and nobody's open page stumbles over it."""
    leg = phones.tell()
    before = keep_draft(leg, {"note": "a"}, by=cast.agent, version=0, tab="old")
    Draft.objects.update(kept_at=timezone.now() - KEPT)

    kept = keep_draft(leg, {"note": "b"}, by=cast.agent, version=0, tab="new")

    assert kept.pk != before.pk
    assert (kept.version, Draft.objects.get().words["note"]) == (1, "b")


def test_draft_of_a_field_too_long_is_refused(phones: Phones, cast: Cast) -> None:
    with pytest.raises(RequestError, match=r"note.*1,000"):
        keep_draft(phones.tell(), {"note": "x" * 1001}, by=cast.agent, version=0)
