"""Processes race for jobs, in SQLite and in PostgreSQL: each is claimed once, and the same asked at once is one."""

from collections import Counter

import pytest

from tests.scaffold.postgres import postgres_as_a_proof
from tests.scaffold.racing import race, run

FILL = """
from willet.jobs.models import Job
Job.objects.bulk_create(Job(kind="tests.plain", payload={"n": n}) for n in range(1000))
"""
CLAIMING = """
from willet.jobs.domain.claiming import claim

def taken():
    while (job := claim("usual", f"w{number}")) is not None:
        print(job.payload["n"])
"""
SAME = """
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from willet.jobs.domain.asking import ask

def asked(n):
    try:
        ask("jobs.forget", {"n": n})
    finally:
        connection.close()

def ask_all(threads):
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(asked, random.sample(range(100), 100)))
"""


@pytest.mark.proof
def test_a_thousand_jobs_raced_for_by_processes_are_claimed_once_each(
    rooms: dict[str, str],
) -> None:
    run(rooms, FILL)

    printed = race(rooms, imports=CLAIMING, race="taken()")

    taken = Counter(int(n) for lines in printed for n in lines.split())
    assert (len(taken), set(taken.values())) == (1000, {1})
    assert sum(map(bool, printed)) >= 2, "it was a race"


@pytest.mark.proof
@postgres_as_a_proof
def test_the_same_job_asked_for_by_processes_and_their_threads_at_once_is_one(
    rooms: dict[str, str],
) -> None:
    """A hundred jobs, asked for by the four threads of each of three processes in an order of their own."""
    race(rooms, imports=SAME, race="ask_all(threads=4)")

    count = "from willet.jobs.models import Job; print(Job.objects.count())"
    assert run(rooms, count) == "100\n"
