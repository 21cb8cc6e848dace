"""What wrote a file, by how it begins."""

import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from willet.core.records import RequestError
from willet.core.sources.registry import recognise
from willet.core.sources.table.kinds import NAMES, NEXT_STEP, what_is_within
from willet.ui.messages import translate

HEAD_BYTES = 64 * 1024


def recognised_source(paths: Sequence[Path], *, has_mapping: bool) -> str:
    """The source that all files come from; files that come with a mapping are tables.

    A file that no source recognises costs itself alone: it is refused when the others are read.

    Raises:
        RequestError: no source recognises any of them, or they are of several sources.
    """
    if has_mapping:
        return "table"
    gathered = {path: recognise(path, head_of(path)) for path in paths}
    sources = sorted({source for source in gathered.values() if source is not None})
    if not sources:
        raise RequestError(_unknown(paths[0]))
    if len(sources) > 1:
        raise RequestError(
            _("These files come from different systems (%(sources)s). Upload each kind by itself.")
            % {"sources": ", ".join(sources)}
        )
    return sources[0]


def _unknown(path: Path) -> str:
    kind = what_is_within(path)
    sentence = _("%(name)s is not something Willet can read: it looks like %(kind)s.") % {
        "name": path.name,
        "kind": translate(NAMES.get(kind, kind)),
    }
    given = NEXT_STEP.get(kind)
    advice = translate(given) if given else _("Choose what wrote it, or give a mapping.")
    return f"{sentence} {advice}"


def head_of(path: Path) -> bytes:
    """The first 64 KiB of a file, decompressed; what cannot be decompressed as it is."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.startswith(b"\x1f\x8b"):
        return head
    try:
        with gzip.open(path) as unpacked:
            return unpacked.read(HEAD_BYTES)
    except (OSError, EOFError, zlib.error):
        return head
