"""How long the overview takes when it is asked for again: the page a reader opens most, without a network.

Run `python -m benchmarks.overview HOME [ROUNDS]` on the home of a demo (`make demo` leaves `willet-demo`). The page is
asked for by its manager, in one process; the first rounds are left out. Processor time and the clock on the wall, each
p50, p95 and worst.
"""

import os
import sys
import time
from typing import Any

ROUNDS, WARM = 200, 20


def page_of(home: str) -> Any:
    """What opens the overview as the demo's manager, and gives the answer."""
    os.environ["WILLET_HOME"] = home
    from willet.site.starting import boot  # slow import

    boot(with_static=False)
    from django.test import Client

    from willet.people.models import User

    client = Client()
    client.force_login(User.objects.get(username="manager"))
    return lambda: client.get("/", HTTP_HOST="127.0.0.1:8000")


def timed(page: Any) -> tuple[float, float]:
    """Milliseconds of one page: by the processor, by the clock on the wall."""
    processor, wall = time.process_time(), time.perf_counter()
    answer = page()
    assert answer.status_code == 200, answer.status_code
    return 1000 * (time.process_time() - processor), 1000 * (time.perf_counter() - wall)


def in_a_line(name: str, taken: list[float]) -> str:
    """The quantiles of one kind of time."""
    ordered = sorted(taken)
    p50, p95 = (ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95))
    return f"{name}: p50 {p50:.0f} ms, p95 {p95:.0f} ms, worst {ordered[-1]:.0f} ms, n {len(taken)}"


def main(home: str, rounds: int) -> None:
    """Warm it, ask, and print."""
    page = page_of(home)
    rows = [timed(page) for _ in range(rounds + WARM)][WARM:]
    print(in_a_line("processor", [row[0] for row in rows]))
    print(in_a_line("on the wall", [row[1] for row in rows]))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS)
