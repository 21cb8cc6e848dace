"""Entries of many writers at one moment stand in one chain."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scaffold.prepared import prepare
from willet.activity.domain import FieldChange, Subject, record
from willet.activity.domain.verifying import verify
from willet.activity.models import Act, ActivityEntry

WRITER = """
import sys
from willet.site.starting import boot
boot(with_static=False)
from willet.activity.domain import Subject, record
from willet.activity.models import Act
for n in range(25):
    record(Act.ADDED, Subject("race", f"{sys.argv[1]}-{n}"))
"""
VERIFIED = """
from willet.site.starting import boot
boot(with_static=False)
from willet.activity.domain.verifying import verify
from willet.activity.models import ActivityEntry
ids = set(ActivityEntry.objects.filter(kind="race").values_list("thing_id", flat=True))
result = verify()
print(len(ids), result.entries, result.holds)
"""


def _python(home: Path, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", *words],
        env={**os.environ, "WILLET_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.proof
def test_four_writers_at_once_lose_nothing_and_the_chain_holds(tmp_path: Path) -> None:
    prepare(tmp_path)
    writers = [_python(tmp_path, WRITER, str(n)) for n in range(4)]
    assert [writer.communicate(timeout=60)[1] for writer in writers] == [""] * 4

    shown = _python(tmp_path, VERIFIED).communicate(timeout=60)[0]

    assert shown.split() == ["100", "100", "True"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "value",
    [None, True, 0, -3, 2**60, 1.5, "ü\0z", "", ["b", 1], {"a": {"b": 2.5}}, {"x"}, ("t", None)],
)
def test_what_a_field_holds_comes_back_as_it_was_sealed(value: object) -> None:
    record(Act.CHANGED, Subject("thing", "1"), fields=[FieldChange("f", "f", value, value)])

    assert verify().holds


@pytest.mark.django_db
def test_a_name_without_end_is_cut() -> None:
    record(Act.ADDED, Subject("thing", "i" * 900, "n" * 900))

    entry = ActivityEntry.objects.get()
    assert (len(entry.thing_id), len(entry.thing_name)) == (200, 250)
    assert verify().holds
