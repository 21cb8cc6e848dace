"""Something told: to those who may read it, the way they chose, once under one key."""

from datetime import time

import pytest

from tests.notices.post import NEWS, TEXT, news
from tests.scaffold.cast import Cast
from willet.core.records import UnknownNameError
from willet.jobs.models import Job
from willet.notices.domain.choices import choose
from willet.notices.models import Notice
from willet.people.models import User
from willet.ui.notices import Way, notify


def choice(reader: User, way: Way) -> None:
    choose(reader, ways={NEWS: way}, zone="", digest_at=time(8))


@pytest.mark.parametrize(
    ("way", "kept", "mail", "jobs"),
    [
        ("none", 0, set[str](), 0),
        ("in_app", 1, {""}, 0),
        ("digest", 1, {"digest"}, 0),
        ("at_once", 1, {"waiting"}, 1),
    ],
)
def test_the_reader_s_choice_counts(
    cast: Cast, way: Way, kept: int, mail: set[str], jobs: int
) -> None:
    choice(cast.manager, way)

    news(cast.manager)

    assert Notice.objects.count() == kept
    assert set(Notice.objects.values_list("mail", flat=True)) == mail
    assert Job.objects.filter(kind="notices.mail").count() == jobs


def test_without_a_choice_the_kind_s_own_way_counts(cast: Cast) -> None:
    news(cast.manager)

    assert Notice.objects.get().mail == "waiting"


def test_under_one_key_each_is_told_once(cast: Cast) -> None:
    news(cast.manager, key="run 1")
    news(cast.manager, cast.administrator, key="run 1")
    news(cast.manager, key="run 2")
    news(cast.manager)
    news(cast.manager)

    counts = {
        r: Notice.objects.filter(reader=r).count() for r in (cast.manager, cast.administrator)
    }
    assert counts == {cast.manager: 4, cast.administrator: 1}
    assert Job.objects.filter(kind="notices.mail").count() == 5


def test_whoever_may_not_read_it_is_not_told(cast: Cast) -> None:
    cast.manager.is_active = False
    cast.manager.save()

    news(cast.manager, cast.agent, cast.analyst)

    assert [n.reader for n in Notice.objects.all()] == [cast.analyst]


def test_without_readers_all_who_may_read_it_are_told(cast: Cast) -> None:
    notify(NEWS, TEXT(files="a.csv"))

    readers = {notice.reader for notice in Notice.objects.all()}
    assert readers == {cast.manager, cast.analyst, cast.administrator}


def test_an_address_that_no_mail_reaches_gets_none(cast: Cast) -> None:
    cast.manager.email = "administrator@willet.invalid"
    cast.manager.save()

    news(cast.manager)

    assert (Notice.objects.get().mail, Job.objects.count()) == ("", 0)


def test_a_kind_that_no_room_offers_is_refused(cast: Cast) -> None:
    with pytest.raises(UnknownNameError, match="Unknown kind of notice"):
        notify("tests.nothing", TEXT(files=""))
