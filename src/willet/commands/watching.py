"""Progress of long steps, on the terminal's error stream so that output stays clean."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from willet.core.records import Message
from willet.core.sources import Progress as Report


@contextmanager
def watched() -> Iterator[Report]:
    """A progress callback that draws a bar on a terminal and prints each new step elsewhere."""
    console = Console(stderr=True)
    if console.is_terminal:
        with _bar(console) as bar:
            yield _drawn(bar)
    else:
        yield _printed(console)


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


def _drawn(bar: Progress) -> Report:
    task = bar.add_task("starting", total=None)

    def report(step: Message, share: float | None) -> None:
        bar.update(
            task, description=step, total=None if share is None else 1.0, completed=share or 0.0
        )

    return report


def _printed(console: Console) -> Report:
    parts: list[str] = []

    def report(step: Message, share: float | None) -> None:
        if parts[-1:] != [step]:
            parts.append(step)
            console.print(f"{step} ...", highlight=False, soft_wrap=True)

    return report
