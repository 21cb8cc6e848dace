"""One worker serves a lane; another takes it over when the first leaves, dies, or no longer says that it lives."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from willet.core.records import RequestError
from willet.jobs.domain import lanes
from willet.jobs.models import LaneLease


@pytest.fixture(autouse=True)
def _store(db: None, home: Path) -> None:
    """A store and a home of their own."""


def test_a_lane_is_one_worker_s() -> None:
    with lanes.living() as first, lanes.living() as second:
        assert lanes.take_lane("mail", first)
        assert not lanes.take_lane("mail", second)
        assert lanes.take_lane("mail", first), "it goes on"
        assert lanes.take_lane("lake", second), "another lane"
        assert lanes.served_lanes() == ["lake", "mail"]

        lanes.leave_lanes(first)
        assert lanes.take_lane("mail", second)
        assert lanes.renew_lanes(["mail", "lake"], first) == set()
        assert lanes.renew_lanes(["mail", "lake"], second) == {"mail", "lake"}


def test_a_lane_whose_lease_ran_out_is_free_and_its_holder_learns_of_it() -> None:
    with lanes.living() as first, lanes.living() as second:
        lanes.take_lane("mail", first)
        LaneLease.objects.update(held_until=timezone.now() - timedelta(seconds=1))

        assert lanes.take_lane("mail", second)
        assert lanes.renew_lanes(["mail"], first) == set()


def test_a_worker_elsewhere_is_waited_for() -> None:
    until = timezone.now() + timedelta(seconds=30)
    LaneLease.objects.create(name="mail", holder="of another machine", held_until=until)

    with lanes.living() as here:
        assert not lanes.take_lane("mail", here)
    assert lanes.somebody_works()


HOLD = """
import sys, time
from django.conf import settings
settings.configure(WILLET_HOME=sys.argv[1])
import fcntl
from pathlib import Path
folder = Path(sys.argv[1]) / "workers"
folder.mkdir(exist_ok=True)
file = (folder / "other.lock").open("w")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


def test_the_lane_of_a_killed_worker_is_free_at_once(home: Path) -> None:
    until = timezone.now() + timedelta(seconds=30)
    with subprocess.Popen([sys.executable, "-c", HOLD, str(home)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        LaneLease.objects.create(name="mail", holder="other", held_until=until)
        with lanes.living() as here:
            assert not lanes.take_lane("mail", here)
            assert lanes.served_lanes() == ["mail"]

            os.kill(other.pid, signal.SIGKILL)
            other.wait()

            assert lanes.served_lanes() == []
            assert lanes.take_lane("mail", here)


def test_nobody_works_where_nobody_did() -> None:
    assert not lanes.somebody_works()


def test_what_needs_the_rooms_to_itself_waits_for_no_worker_and_lets_none_begin() -> None:
    with lanes.living(), pytest.raises(RequestError, match="Stop it first"), lanes.no_worker():
        pass
    with lanes.no_worker(), pytest.raises(RequestError, match="being moved"), lanes.living():
        pass
    with lanes.living(), lanes.living():
        assert lanes.served_lanes() == []
