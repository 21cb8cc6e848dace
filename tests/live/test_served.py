"""Live events over a real server: what is heard, by whom, and when a stream ends."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scaffold.served import Listen, Served, home_of, serving
from willet.live.seats import MOST_OF_ONE


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(home_of(tmp_path_factory.mktemp("live"))) as server:
        yield server


def publish(served: Served, about: str, audience: str) -> None:
    """An event of the jobs: for `asker kind`."""
    served.beside.do(
        "from willet.live.domain.publishing import publish\n"
        f"publish('jobs', {{'about': {about!r}}}, {audience!r})"
    )


def test_stranger_is_led_to_sign_in(served: Served, listen: Listen) -> None:
    stranger = listen(served, "")

    assert (stranger.answer.status, stranger.answer.headers["Location"]) == (
        302,
        "/account/login/?next=/live/",
    )


def test_head_says_what_it_is_and_keeps_what_every_page_says(
    served: Served, listen: Listen
) -> None:
    stream = listen(served, served.beside.sign_in("ann", "manager"))

    head = stream.answer.headers
    assert stream.answer.status == 200
    assert head["Content-Type"] == "text/event-stream"
    assert head["X-Accel-Buffering"] == "no"
    assert "no-store" in head["Cache-Control"]
    assert "default-src 'none'" in head["Content-Security-Policy"]
    assert (head["Content-Length"], head["Content-Encoding"]) == (None, None)
    assert stream.next()["event"] == "start"


def test_event_reaches_those_who_may_and_nobody_else(served: Served, listen: Listen) -> None:
    """audience                    | manager | agent
    permission of imports          | hears   | -
    the agent, as asker            | hears   | hears
    a kind nobody knows            | -       | -
    """
    manager, agent = (
        listen(served, served.beside.sign_in(*who)) for who in (("mo", "manager"), ("al", "agent"))
    )
    manager.next(), agent.next()
    me = served.beside.do(
        "from willet.people.models import User\nanswer = User.objects.get(username='al').pk"
    )

    publish(served, "1", " imports.import")
    publish(served, "2", " nobody.knows")
    publish(served, "3", f"{me} imports.import")

    assert manager.news(2) == ["1", "3"]
    assert agent.news(1) == ["3"]


def test_event_of_a_transaction_is_heard_once_it_is_committed_and_not_if_it_is_not(
    served: Served, listen: Listen
) -> None:
    stream = listen(served, served.beside.sign_in("ann", "manager"))
    stream.next()

    served.beside.do(ROLLED_BACK)
    served.beside.do(COMMITTED)

    assert stream.news(2) == ["committed", "after"]


ROLLED_BACK = """
from django.db import transaction
from willet.live.domain.publishing import publish
try:
    with transaction.atomic():
        publish("jobs", {"about": "undone"}, " imports.import")
        raise ValueError
except ValueError:
    pass
"""
COMMITTED = """
with transaction.atomic():
    publish("jobs", {"about": "committed"}, " imports.import")
publish("jobs", {"about": "after"}, " imports.import")
"""


@pytest.mark.parametrize("way", ["header", "query"])
def test_browser_that_comes_back_hears_what_it_missed_and_nothing_twice(
    served: Served, listen: Listen, way: str
) -> None:
    session = served.beside.sign_in("ann", "manager")
    first = listen(served, session)
    start = first.next()["id"]
    publish(served, "a", " imports.import")
    heard = first.next()
    first.close()
    for about in ("b", "c"):
        publish(served, about, " imports.import")
    publish(served, "not for her", " nobody.knows")

    last = {"Last_Event_ID": heard["id"]} if way == "header" else {}
    second = listen(served, session, query="" if last else f"?after={heard['id']}", **last)

    assert int(heard["id"]) > int(start)
    assert second.news(2) == ["b", "c"]
    publish(served, "d", " imports.import")
    assert second.news(1) == ["d"]


@pytest.mark.parametrize("after", ["999999999", "1"])
def test_browser_that_was_away_too_long_is_told_to_look_again(
    served: Served, listen: Listen, after: str
) -> None:
    for about in ("x", "y"):
        publish(served, about, " imports.import")
    served.beside.do(
        "from willet.live.models import LiveEvent\nLiveEvent.objects.filter(pk__lte=2).delete()"
    )
    publish(served, "z", " imports.import")

    stream = listen(served, served.beside.sign_in("ann", "manager"), Last_Event_ID=after)

    assert [stream.next()["event"] for _ in range(2)] == ["start", "missed"]


@pytest.mark.parametrize("after", ["", "-1", "x", "9" * 30, "%EF%BC%91"])
def test_odd_last_event_is_no_event(served: Served, listen: Listen, after: str) -> None:
    session = served.beside.sign_in("ann", "manager")

    stream = listen(served, session, query=f"?after={after}")

    assert stream.next()["event"] == "start"


ENDINGS = {
    "sign-out": "Session.objects.filter(pk={session!r}).delete()",
    "deactivation": "User.objects.filter(username={name!r}).update(is_active=False)",
    "role": "User.objects.filter(username={name!r}).update(role='agent')",
    "password": "p = User.objects.get(username={name!r}); p.set_password('another one'); p.save()",
}
"""Why -> what is done to the person of that name."""
MODELS = """
from django.contrib.sessions.models import Session
from willet.people.models import User
"""


def test_stream_ends_soon_after_sign_out_deactivation_another_role_or_password(
    served: Served, listen: Listen
) -> None:
    """All four at once, beside one who stays: within a minute of the change, where 15 s and a bit are meant."""
    sessions = {why: served.beside.sign_in(why, "manager") for why in (*ENDINGS, "stays")}
    streams = {why: listen(served, session, timeout_s=60) for why, session in sessions.items()}
    began = time.monotonic()
    for why, code in ENDINGS.items():
        served.beside.do(MODELS + code.format(session=sessions[why], name=why))

    for why in ENDINGS:
        while event := streams[why].next():
            assert event.get("event") in {"start", "beat"}

    assert time.monotonic() - began < 30
    publish(served, "still", " imports.import")
    assert streams["stays"].news(1) == ["still"]


def test_account_holds_so_many_streams_and_a_closed_one_makes_room(
    served: Served, listen: Listen
) -> None:
    session = served.beside.sign_in("many", "manager")
    streams = [listen(served, session) for _ in range(MOST_OF_ONE)]
    assert {stream.answer.status for stream in streams} == {200}
    assert listen(served, session).answer.status == 429
    assert listen(served, served.beside.sign_in("other", "manager")).answer.status == 200

    streams[0].close()

    until = time.monotonic() + 10
    while (status := listen(served, session).answer.status) == 429 and time.monotonic() < until:
        time.sleep(0.2)
    assert status == 200


def test_server_that_stops_ends_streams_at_once(tmp_path: Path, listen: Listen) -> None:
    with serving(home_of(tmp_path)) as server:
        streams = [listen(server, server.beside.sign_in("ann", "manager")) for _ in range(3)]
        for stream in streams:
            stream.next()
        began = time.monotonic()

        server.process.terminate()

        assert [stream.next() for stream in streams] == [{}, {}, {}]
        assert server.process.wait(timeout=20) in {0, -15}
        assert time.monotonic() - began < 5
