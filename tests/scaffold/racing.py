"""Processes that race for one thing in a home of their own, as servers and workers do; run on both databases."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_RACER = """
from willet.site.starting import boot
boot(with_static=False)
import random, sys
number = int(sys.argv[1])
random.seed(number)
{imports}
print("ready", flush=True)
sys.stdin.readline()
{race}
"""


def race(
    environment: Mapping[str, str], *, imports: str = "", race: str, processes: int = 3
) -> list[str]:
    """What each process printed who ran the same lines at the same time; `number` tells each who it is.

    All have started up, and imported what they need, before the first begins.
    """
    code = _RACER.format(imports=imports, race=race)
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(number)],
            env={**environment, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(processes)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    printed = [racer.communicate(timeout=120)[0] for racer in racers]
    assert [racer.returncode for racer in racers] == [0] * processes
    return printed


def run(environment: Mapping[str, str], code: str) -> str:
    """What these lines print, run once in that home."""
    command = [
        sys.executable,
        "-c",
        f"from willet.site.starting import boot; boot(with_static=False)\n{code}",
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
