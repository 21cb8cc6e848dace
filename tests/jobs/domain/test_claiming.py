"""Jobs claimed by many at once are done once each; those left half done are taken up again, but not for ever."""

import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from tests.jobs.rooms import PLAIN, offering, plain
from willet.jobs.domain.asking import ask, cancel
from willet.jobs.domain.claiming import claim, take_up_again
from willet.jobs.models import Job
from willet.people.domain import add_person
from willet.ui.tasks import USUAL


def test_a_job_cut_short_is_taken_up_again_but_not_for_ever(db: None) -> None:
    with offering(plain()):
        ask(PLAIN)
        states = []
        for _attempt in range(3):
            assert claim(USUAL, "w") is not None
            take_up_again(USUAL)
            states.append(Job.objects.get().state)

    assert states == ["waiting", "waiting", "failed"]
    assert Job.objects.get().error == "The worker stopped 3 times during this job."


def test_a_job_of_another_lane_is_left_alone(db: None) -> None:
    with offering(plain(lane="mail")):
        ask(PLAIN)
        claim("mail", "w")

        assert (take_up_again(USUAL), Job.objects.get().state) == (0, "running")
        assert (take_up_again("mail"), Job.objects.get().state) == (1, "waiting")


def test_a_cancelled_job_is_not_taken_up_again(db: None) -> None:
    daan = add_person("daan", email="daan@willet.example")
    with offering(plain()):
        ask(PLAIN)
        job = claim(USUAL, "w")
        assert job is not None
        cancel(job, by=daan)

        assert (take_up_again(USUAL), Job.objects.get().state) == (0, "cancelled")


RACE = """
import json, sys
from willet.site.starting import boot
boot(with_static=False)
from willet.jobs.domain.claiming import claim
print("ready", flush=True)
sys.stdin.readline()
taken = []
while (job := claim("usual", sys.argv[1])) is not None:
    taken.append(str(job.pk))
print(json.dumps(taken))
"""
FILL = """
from willet.site.starting import boot
boot(with_static=False)
from willet.jobs.models import Job
Job.objects.bulk_create(Job(kind="tests.plain", payload={"n": n}) for n in range(1000))
"""


def test_a_thousand_jobs_raced_for_by_processes_are_claimed_once_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WILLET_HOME", str(tmp_path))
    subprocess.run([sys.executable, "-c", FILL], check=True)
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACE, f"w{number}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(4)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()

    taken = [json.loads(racer.communicate(timeout=60)[0]) for racer in racers]

    counted = Counter(pk for one in taken for pk in one)
    assert (len(counted), set(counted.values())) == (1000, {1})
    assert sum(map(bool, taken)) >= 2, "it was a race"


@pytest.mark.django_db(transaction=True)
def test_the_same_job_asked_for_by_many_threads_at_once_is_one() -> None:
    def asked(_number: int) -> str:
        try:
            return str(ask(PLAIN, {"n": 1}).pk)
        finally:
            connection.close()

    with offering(plain()), ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(asked, range(200)))

    assert (len(keys), Job.objects.count()) == (1, 1)
