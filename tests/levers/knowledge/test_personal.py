"""In which calls articles were used and sought: shown to whoever called, and forgotten, by ids and moments."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.levers.knowledge.conftest import Publish
from tests.scaffold.cast import Cast
from willet.core.lake.erased import Forgotten, hash_of
from willet.core.sources.rooms import About
from willet.levers.knowledge.domain.using import note_use, place_of
from willet.levers.knowledge.models import ArticleSearch, ArticleUse
from willet.levers.knowledge.personal import HOLDERS
from willet.ui.personal import Sought

(HOLDER,) = HOLDERS
SALT = "s"
CAME = datetime(2026, 3, 2, 9, 10, tzinfo=UTC)
MONTH = timedelta(days=30)
GONE = Forgotten(
    SALT, {("contact", hash_of("asterisk:7.1", SALT)): CAME.replace(tzinfo=None).isoformat()}
)


def of_call(apart: timedelta, source: str = "asterisk") -> About:
    return About(source=source, call_id="7.1", at=CAME + apart)


def of_contact(apart: timedelta | None) -> About:
    return About(contact_id="asterisk:7.1", at=None if apart is None else CAME + apart)


@pytest.mark.parametrize(
    ("about", "written", "is_theirs"),
    [
        (of_call(timedelta(minutes=2)), timedelta(0), True),
        (of_call(MONTH), MONTH, False),
        (of_call(-MONTH), -MONTH, False),
        (of_call(timedelta(0), "freeswitch"), timedelta(0), False),
        (of_contact(timedelta(0)), timedelta(0), True),
        (of_contact(MONTH), MONTH, False),
        (of_contact(None), timedelta(days=3), True),
        (of_contact(None), 2 * MONTH, False),
        (of_contact(None), -MONTH, False),
        (None, timedelta(0), False),
    ],
)
def test_use_and_search_are_the_customers_by_the_ids_of_the_call_and_its_moment(
    cast: Cast, publish: Publish, about: About | None, written: timedelta, is_theirs: bool
) -> None:
    note_use(publish("Refund"), "solved", by=cast.agent, about=about)
    ArticleSearch.objects.create(language="en", words="x", results=0, **place_of(about, cast.agent))
    for model in (ArticleUse, ArticleSearch):
        model._default_manager.update(at=CAME + written)
    before = ArticleUse.objects.values_list("call_id", "contact_id").get()
    sought = Sought(contacts=frozenset({"asterisk:7.1"}), arrivals={"asterisk:7.1": CAME})

    held = HOLDER.held(sought)
    count = HOLDER.forget(GONE)

    assert [one["how"] for one in held] == ["solved"] * is_theirs
    assert count == 2 * is_theirs
    left = ("", "") if is_theirs else before
    for model in (ArticleUse, ArticleSearch):
        assert model._default_manager.values_list("call_id", "contact_id").get() == left
    assert HOLDER.forget(GONE) == 0
