"""Processes that race for one thing in a home of their own, as servers and workers do; run on both databases."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_RACER = """
from willet.site.starting import boot
boot(with_static=False)
import io, json, random, sys
from contextlib import redirect_stdout
number = int(sys.argv[1])
random.seed(number)
space = {"number": number, "random": random}
print("ready", flush=True)
for line in sys.stdin:
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(json.loads(line), space)
    print(json.dumps(printed.getvalue()), flush=True)
"""


class Racers:
    """Some processes that have started up, and carry out the same lines at the same time; `number` says who is who."""

    def __init__(self, processes: "list[subprocess.Popen[str]]") -> None:
        self.processes = processes

    def race(self, code: str) -> list[str]:
        """What each printed."""
        for process in self.processes:
            _write(process, code)
        return [_read(process) for process in self.processes]

    def alone(self, code: str) -> str:
        """What one of them printed, the others waiting."""
        _write(self.processes[0], code)
        return _read(self.processes[0])


@contextmanager
def racers(environment: Mapping[str, str], *, processes: int = 3) -> Iterator[Racers]:
    """Processes of one home, begun together, until the block ends."""
    pipe: Any = subprocess.PIPE
    known = {**environment, "PYTHONPATH": str(ROOT)}
    begun = [
        subprocess.Popen(
            [sys.executable, "-c", _RACER, str(number)],
            env=known,
            stdin=pipe,
            stdout=pipe,
            text=True,
        )
        for number in range(processes)
    ]
    try:
        for process in begun:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        yield Racers(begun)
    finally:
        for process in begun:
            process.communicate(timeout=60)
    assert [process.returncode for process in begun] == [0] * processes


def race(
    environment: Mapping[str, str], *, imports: str = "", race: str, processes: int = 3
) -> list[str]:
    """One race: what each process printed who ran the same lines at the same time.

    All have started up, and imported what they need, before the first begins.
    """
    with racers(environment, processes=processes) as begun:
        begun.race(imports)
        return begun.race(race)


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


def _write(process: "subprocess.Popen[str]", code: str) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps(code) + "\n")
    process.stdin.flush()


def _read(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return str(json.loads(process.stdout.readline()))
