"""The lake: readable, whole as far as a quick look goes, and of today's format; and the centre's time zone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from willet.core.lake import Lake
from willet.core.lake.checked import last_check
from willet.core.lake.format import FORMAT
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import Manifest, TableFile
from willet.core.lake.seals import is_sound
from willet.site.doctor.findings import Finding, fault, ok, warning
from willet.site.home import Home

READ: Final = 64 * 2**20
"""Bytes of the newest files that are read and compared with their seals; of the others the size alone."""
OLD: Final = timedelta(days=3)
CHECK: Final = "`willet check --repair` reads every file and makes anew what it can."


def lake(home: Home) -> Iterator[Finding]:
    """Whether it opens, is of today's format, and its files are there as they were written."""
    layout = Layout(home.path / "lake")
    if not layout.head.exists():
        yield warning(
            "lake", "no calls are in yet", "Import some, in the browser or with `willet import`."
        )
        return
    manifest = Lake.at(layout.root).snapshot(even_damaged=True).manifest
    wrong = list(_wrong(layout, manifest))
    if wrong:
        yield fault("lake", f"{len(wrong):,} files are damaged, the first {wrong[0]}", CHECK)
    else:
        rows = sum(f.rows for f in manifest.of("contacts"))
        yield ok(
            "lake",
            f"{rows:,} contacts in {len(manifest.files):,} files, none damaged at a quick look",
        )
    if manifest.format < FORMAT:
        yield warning(
            "lake",
            f"it is of format {manifest.format}, today's is {FORMAT}",
            "`willet serve` or the next import brings it up by itself; back it up before.",
        )
    yield from _checked(layout)


def _wrong(layout: Layout, manifest: Manifest) -> Iterator[str]:
    """Files that are gone, of another size, or among the newest of another content."""
    left = READ
    for file in sorted(manifest.files, key=lambda f: str(f.last_day or ""), reverse=True):
        path = file.path(layout)
        left -= file.bytes
        if (
            not path.exists()
            or path.stat().st_size != file.bytes
            or (left > 0 and _is_changed(layout, file))
        ):
            yield str(path)


def _is_changed(layout: Layout, file: TableFile) -> bool:
    return not is_sound(file.path(layout), file.hash)


def _checked(layout: Layout) -> Iterator[Finding]:
    last = last_check(layout)
    if last is None:
        yield warning(
            "lake", "its files were never read whole", f"The worker does it each day, or: {CHECK}"
        )
        return
    if last.damaged:
        yield fault("lake", f"the check of {last.at} found {last.damaged[0].path} damaged", CHECK)
    elif datetime.now(UTC) - datetime.fromisoformat(last.at) > OLD:
        yield warning("lake", f"its files were last read whole on {last.at}", CHECK)


def zone(home: Home) -> Iterator[Finding]:
    """Whether the centre's zone is one this machine knows."""
    layout = Layout(home.path / "lake")
    if not layout.head.exists():
        return
    name = Lake.at(layout.root).zone
    if name is None:
        yield warning(
            "the centre's time zone",
            "no import named one",
            "Name it with the next: --zone Europe/Amsterdam.",
        )
        return
    try:
        yield ok(
            "the centre's time zone", f"{name}, where it is {datetime.now(ZoneInfo(name)):%H:%M}"
        )
    except ZoneInfoNotFoundError:
        yield fault(
            "the centre's time zone",
            f"this machine does not know {name}",
            "Install the package tzdata.",
        )
