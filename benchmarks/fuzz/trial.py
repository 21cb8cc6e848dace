"""One command of Willet in a process of its own, watched: how it ended, what it said, what memory it took."""

import contextlib
import io
import json
import os
import re
import resource
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from willet.__main__ import main

MOST_MIB = 1024
PATIENCE_S = 300


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that ended. `status` is None where it was cut short; memory is that of its readers too."""

    status: int | None
    out: str = ""
    told: str = ""
    peak_mib: int = 0
    seconds: float = 0.0

    @property
    def report(self) -> dict[str, Any]:
        """What an import printed as JSON; empty where it printed none."""
        try:
            found: dict[str, Any] = json.loads(self.out)
        except ValueError:
            return {}
        return found

    def fault(self, allowed: Sequence[int] = (0, 1, 2)) -> str | None:
        """What was promised and not kept, in words; None where all was."""
        if self.status is None:
            return f"cut short after {self.seconds:.0f} s"
        if "Traceback" in self.told:
            return "a traceback: " + self.told.strip().splitlines()[-1]
        if self.status not in allowed:
            return f"exit status {self.status}"
        if self.peak_mib >= MOST_MIB:
            return f"{self.peak_mib} MiB of memory"
        return self._fault_of_sums()

    def _fault_of_sums(self) -> str | None:
        report = self.report
        if "rows_read" not in report:
            return None
        parts = [report[name] for name in ("rows_folded", "rows_kept", "rejected")]
        return None if report["rows_read"] == sum(parts) else f"{report['rows_read']} read, {parts}"


def run(*arguments: object) -> Ended:
    """Run `willet` with these words in a fork: a thousand of them do not load a thousand interpreters."""
    read, write = os.pipe()
    began, child = time.monotonic(), os.fork()
    if child == 0:
        os.close(read)
        _be_willet([str(a) for a in arguments], write)
    os.close(write)
    with os.fdopen(read, "rb") as stream:
        data = stream.read()
    os.waitpid(child, 0)
    seconds = time.monotonic() - began
    return Ended(**json.loads(data), seconds=seconds) if data else Ended(None, seconds=seconds)


def _be_willet(arguments: Sequence[str], write: int) -> None:
    # What hangs is ended by the kernel; what sleeps for ever would hang this too, and be seen.
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE_S, PATIENCE_S))
    out, told, status = io.StringIO(), io.StringIO(), 70
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(told):
        try:
            status = main(arguments)
        except BaseException:
            traceback.print_exc(file=told)
    ended = {"status": status, "out": out.getvalue(), "told": told.getvalue()}
    with os.fdopen(write, "wb") as stream:
        stream.write(json.dumps({**ended, "peak_mib": _peak_mib()}).encode())
    os._exit(0)


def _peak_mib() -> int:
    found = re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return max(int(found[0]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024
