"""Files that name somebody who was erased: uploads that wait for their import, and lists of rows not read."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

from willet.activity.models import Act
from willet.core.lake.durable import write_bytes
from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import mentions, without
from willet.core.records import RequestError
from willet.imports.domain.importing import discard, open_uploads
from willet.imports.domain.uploads import folder_of

_TEXTS: Final = ("utf-8-sig", "cp1252")
_LONG: Final = 1 << 20
"""A line beyond this is no line of call records."""


def forget_uploads(gone: Forgotten) -> int:
    """Remove uploads that wait and name somebody who was erased, or that cannot be looked into.

    They can be handed in again: what they say of the person does not come in. One that is being read is left alone;
    its files go when it is imported.
    """
    count = 0
    for upload in open_uploads():
        files = [path for path in folder_of(upload).glob("*") if path.is_file()]
        if any(_names_somebody(path, gone, upload.region or gone.region) for path in files):
            try:
                discard(upload, Act.ERASED)
            except RequestError:
                continue
            count += 1
    return count


def forget_in_rejects(gone: Forgotten) -> int:
    """Take out of lists of rejects whoever was erased."""
    count = 0
    for path in (Path(settings.WILLET_HOME) / "rejects").glob("*.csv"):
        before = path.read_bytes().decode("utf-8", "replace")
        rows = csv.reader(io.StringIO(before, newline=""))
        out = io.StringIO(newline="")
        csv.writer(out).writerows([without(cell, gone) for cell in row] for row in rows)
        if out.getvalue() != before:
            write_bytes(path, out.getvalue().encode())
            count += 1
    return count


def _names_somebody(path: Path, gone: Forgotten, region: str | None) -> bool:
    """Whether a file names them; a file that is no plain text might, and so it does."""
    there = Forgotten(gone.salt, gone.names, gone.key, region)
    known = set[str]()
    for line in _lines(path):
        if line is None:
            return True
        for cell in line.replace("|", "\t").replace(";", "\t").replace(",", "\t").split("\t"):
            if cell not in known:
                if mentions(cell.strip().strip('"'), there):
                    return True
                known.add(cell)
    return False


def _lines(path: Path) -> Iterator[str | None]:
    """The lines of a text; None where it is none."""
    for encoding in _TEXTS:
        try:
            with path.open(encoding=encoding) as file:
                for line in file:
                    yield None if "\0" in line or len(line) > _LONG else line
            return
        except UnicodeDecodeError:
            continue
    yield None
