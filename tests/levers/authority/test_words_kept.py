"""What entries and notices keep of kinds and amounts, each reader is told in their own language."""

import pytest
from django.utils import translation

from tests.levers.authority.conftest import limit_of, wish
from tests.scaffold.cast import Cast
from willet.activity.domain.words import change_words, what_words
from willet.activity.models import ActivityEntry
from willet.levers.authority.domain import ask, decide, grant
from willet.levers.authority.models import GrantKind
from willet.levers.authority.models.ledger import wanted_words
from willet.levers.authority.models.limits import limit_words
from willet.notices.models import Notice
from willet.people.models import Role
from willet.ui.messages import translate


def entry_of(kind: str) -> ActivityEntry:
    return ActivityEntry.objects.filter(kind=kind).order_by("-number")[0]


def test_a_grant_made_in_german_is_read_in_each_language(cast: Cast, refund: GrantKind) -> None:
    with translation.override("de"):
        limit_of(refund, cast.manager, per_event_minor=123_456)
        grant(wish(refund, 100_050), by=cast.agent)

    given, limit = entry_of("authority.grant"), entry_of("authority.grantlimit")

    assert given.thing_name == "refund, 1000.50 EUR"
    assert limit.thing_name == "refund: agent (EUR)"
    with translation.override("en"):
        assert what_words(given, {}) == "authority.grant: Refund, 1,000.50\N{NO-BREAK SPACE}EUR"
        assert what_words(limit, {}) == "authority.grantlimit: Refund: agent (EUR)"
        assert "Kind: Refund; " in change_words(limit)
        assert "1,234.56\N{NO-BREAK SPACE}EUR" in change_words(limit)
    with translation.override("nl"):
        assert what_words(given, {}).endswith("Terugbetaling, 1.000,50\N{NO-BREAK SPACE}EUR")
        assert "1.234,56\N{NO-BREAK SPACE}EUR" in change_words(limit)


def test_notices_keep_the_key_and_each_reads_its_name(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    with translation.override("de"):
        request = ask(wish(refund, 900_050), by=cast.agent)
        decide(request, by=cast.team_lead, grants=False, reason="nein")

    asked = Notice.objects.filter(reader=cast.team_lead, kind="authority.asked").get()
    decided = Notice.objects.filter(reader=cast.agent, kind="authority.decided").get()

    with translation.override("nl"):
        assert "9.000,50\N{NO-BREAK SPACE}EUR (Terugbetaling)" in translate(asked.text)
        assert "9.000,50\N{NO-BREAK SPACE}EUR (Terugbetaling)" in translate(decided.text)
    with translation.override("en"):
        assert "9,000.50\N{NO-BREAK SPACE}EUR (Refund)" in translate(asked.text)


@pytest.mark.parametrize("kept", ["Erstattung 4f0c", "gone: Ann (EUR)", "", "a: b", "Refund, lots"])
def test_names_that_are_no_references_are_read_as_they_are(db: None, kept: str) -> None:
    assert (wanted_words(kept), limit_words(kept)) == (kept, kept)


def test_a_person_called_like_a_role_word_keeps_the_name(cast: Cast, refund: GrantKind) -> None:
    limit = limit_of(refund, cast.manager, cast.agent)

    assert limit.audit_name() == f"refund: {cast.agent} (EUR)"
    assert Role.AGENT.value in limit_of(refund, cast.manager, currency="USD").audit_name()
