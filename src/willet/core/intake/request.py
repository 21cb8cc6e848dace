"""What an import was asked to do, checked before any row is read."""

import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from willet.core.lake import Lake, ReadFile
from willet.core.lake.layout import Layout
from willet.core.lake.settings import first_key
from willet.core.records import RequestError, saying
from willet.core.sources import ReadOptions, Source, hints_of, source_named
from willet.core.sources.clock import zone_named
from willet.core.sources.regions import region_named

TWO_ZONES = saying(
    "two_zones",
    "The %(source)s rows of %(lake)s are kept in the days of %(known)s; %(zone)s cannot stand beside "
    "it. Leave --zone out, undo the earlier imports, or name another lake with --lake.",
)
NOT_A_LAKE = saying("not_a_lake", "%(place)s is a file, not a lake. Name a folder with --lake.")
OTHER_THINGS = saying(
    "folder_of_other_things",
    "%(place)s is a folder of other things, not a lake. Name another with --lake, or an empty one.",
)
NO_MAPPING = saying(
    "no_mapping_file", "There is no mapping file %(path)s. Check the path given with --mapping."
)
NO_FILE_NAMED = saying(
    "no_file_named", "No file to import. Name at least one: willet import SOURCE FILE"
)
EMPTY_FOLDER = saying("empty_folder", "The folder %(path)s holds no file to import.")
NO_SUCH_FILE = saying("no_such_file", "There is no file %(path)s. Check the path.")
NOT_A_FILE = saying(
    "not_a_file",
    "%(path)s is %(kind)s, not a file. Write what it holds to a file, and name that one.",
)
ODD_KINDS = {
    stat.S_IFIFO: saying("odd_kind.pipe", "a pipe")(),
    stat.S_IFCHR: saying("odd_kind.device", "a device")(),
    stat.S_IFBLK: saying("odd_kind.device", "a device")(),
    stat.S_IFSOCK: saying("odd_kind.socket", "a socket")(),
}
"""What can be opened and has no end, or none that comes by itself."""
MAY_NOT_READ = saying("may_not_read", "This user may not read %(path)s. Check its rights.")


@dataclass(frozen=True, slots=True)
class Request:
    """A checked import: where to, from which source, which files, told what."""

    place: Path
    lake: Lake | None
    source: Source
    files: Sequence[Path]
    refused: Sequence[tuple[Path, RequestError]]
    """What was named beside them and is no file to read, each with the reason."""
    options: ReadOptions
    zone: str | None
    """The zone as it was asked for; `options.zone` may be the lake's."""


def checked(
    lake_path: Path | str,
    source_name: str,
    paths: Iterable[Path | str],
    *,
    zone: str | None,
    mapping: Path | str | None,
    region: str | None,
) -> Request:
    """The request, or what is wrong with it.

    Raises:
        RequestError: unknown source, zone or region, no file at all; or none of them can be read, and why of the first.
        LakeError: the lake is there but cannot be read.
    """
    source, place = source_named(source_name), Path(lake_path)
    if zone is not None:
        zone_named(zone)
    files, refused = _paths_there(paths)
    lake = _existing(place)
    path = Path(mapping) if mapping is not None else None
    if path is not None and not path.is_file():
        raise RequestError(NO_MAPPING(path=str(path)))
    options = ReadOptions(
        customer_key=lake.key() if lake else first_key(Layout(place)),
        zone=zone or (_usual_zone(lake, source) if lake else None),
        region=region_named(region) if region else (lake.region if lake else None),
        mapping=path,
    )
    return Request(place, lake, source, files, refused, options, zone)


def _existing(place: Path) -> Lake | None:
    if (place / "lake.toml").exists():
        return Lake.at(place)
    if place.exists() and not place.is_dir():
        raise RequestError(NOT_A_LAKE(place=str(place)))
    # The rooms' names may be there before the first import.
    names = Layout(place).dimension.name
    if place.is_dir() and any(not path.name.startswith(names) for path in place.iterdir()):
        raise RequestError(OTHER_THINGS(place=str(place)))
    return None


def _usual_zone(lake: Lake, source: Source) -> str | None:
    folding = lake.snapshot(even_damaged=True).manifest.folding.get(source.name)
    known = folding.zone if folding else None
    # UTC in a lake without a zone was never told: a source that needs to be told shall still ask.
    return lake.zone if known is None or (known == "UTC" and lake.zone is None) else known


def _paths_there(
    paths: Iterable[Path | str],
) -> tuple[list[Path], list[tuple[Path, RequestError]]]:
    """The files at these paths, and the paths that hold none to read: they cost the others nothing."""
    files: list[Path] = []
    refused: list[tuple[Path, RequestError]] = []
    for path in map(Path, paths):
        try:
            files += _files_at(path)
        except RequestError as error:
            refused.append((path, error))
    if not files:
        raise refused[0][1] if refused else RequestError(NO_FILE_NAMED())
    return files, refused


def _files_at(path: Path) -> list[Path]:
    if path.is_dir():
        inside = sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))
        if not inside:
            raise RequestError(EMPTY_FOLDER(path=str(path)))
        return inside
    if not path.exists():
        raise RequestError(NO_SUCH_FILE(path=str(path)))
    odd = ODD_KINDS.get(stat.S_IFMT(path.stat().st_mode))
    if odd is not None:
        raise RequestError(NOT_A_FILE(path=str(path), kind=odd))
    if not os.access(path, os.R_OK, effective_ids=True):
        raise RequestError(MAY_NOT_READ(path=str(path)))
    return [path]


def described(files: Iterable[Path]) -> list[ReadFile]:
    """The files as the history names them; one that cannot be opened is among the run's rejects alone."""
    return [given for file in files if (given := _described(file)) is not None]


def _described(path: Path) -> ReadFile | None:
    try:
        with path.open("rb") as file:
            return ReadFile(path.name, path.stat().st_size, file_digest(file, "sha256").hexdigest())
    except OSError:
        return None


def check_zone(lake: Lake, source: Source, zone: str | None) -> None:
    """Refuse to keep the days of one source in two zones, where its rows do not know their day.

    Raises:
        RequestError: the source's rows in this lake stand in the days of another zone.
    """
    known = lake.snapshot(even_damaged=True).manifest.folding.get(source.name)
    if known is None or hints_of(source).zone_per_row or known.zone == zone:
        return
    where = {"source": source.name, "lake": str(lake.path)}
    raise RequestError(TWO_ZONES(**where, known=str(known.zone), zone=str(zone)))
