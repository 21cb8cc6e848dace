"""DuckDB as the lake uses it: in memory, reading Parquet, fetching nothing from anywhere."""

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from willet.core.lake.format import STAND_INS
from willet.core.records import LakeTable

_CONFIG: Mapping[str, str | bool | int | float | list[str]] = {
    # The lake needs no extension, and Willet calls nothing on the internet.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    # A name in a statement is a table, never a variable of the calling Python code.
    "python_enable_replacements": "false",
}
_SHARE_OF_MEMORY = 0.5


def open_engine(*, spill: Path | None = None, only: Path | None = None) -> DuckDBPyConnection:
    """A fresh in-memory engine.

    Args:
        spill: folder for what does not fit in memory; one of its own under the system's if None.
        only: the one folder it may touch; None leaves every file open to it.
    """
    con = duckdb.connect(":memory:", config=dict(_CONFIG))
    con.execute(f"SET memory_limit = '{_memory_limit_mib()}MiB'")
    con.execute(f"SET temp_directory = {quoted(str(spill or _own_spill()))}")
    con.execute("SET enable_progress_bar = false")
    if only is not None:
        con.execute(f"SET allowed_directories = [{quoted(str(only))}]")
        con.execute("SET enable_external_access = false")
    return con


def _own_spill() -> Path:
    # Not the temporary folder itself: a bound engine may read and write wherever it spills.
    return Path(tempfile.gettempdir()) / f"willet-spill-{os.getpid()}"


def _memory_limit_mib() -> int:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(512, int(total * _SHARE_OF_MEMORY) >> 20)


def quoted(text: str) -> str:
    """A string as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def name(identifier: str) -> str:
    """A name as an SQL identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def parquet(paths: Iterable[Path], *options: str) -> str:
    """The SQL that reads these files as one relation.

    Their columns are those within them: a folder called `unit=north` is no column, wherever the lake lies.
    """
    words = [
        "[" + ", ".join(quoted(str(path)) for path in paths) + "]",
        "hive_partitioning = false",
    ]
    return f"read_parquet({', '.join([*words, *options])})"


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are read alike: the columns they were written with, and SQL for columns worked out from those."""

    columns: Sequence[str]
    paths: Sequence[Path]
    worked_out: Mapping[str, str] = field(default_factory=dict)


def typed_view(table: LakeTable, groups: Iterable[Group], *, part: bool = False) -> str:
    """The SELECT that shows files as a table: its columns, its types, empty where there is no file.

    A column that files lack is worked out, or NULL, or what stands in for it.
    """
    columns = [(c.name, c.type) for c in table.columns] + ([("part", "DATE")] if part else [])
    arms = [_arm(columns, group) for group in groups if group.paths]
    return " UNION ALL ".join(arms) if arms else f"{_arm(columns, Group((), ()))} WHERE FALSE"


def _arm(columns: Sequence[tuple[str, str]], group: Group) -> str:
    shown = ", ".join(
        f"({_value(column, group)})::{type_} AS {name(column)}" for column, type_ in columns
    )
    return f"SELECT {shown} FROM {parquet(group.paths)}" if group.paths else f"SELECT {shown}"


def _value(column: str, group: Group) -> str:
    """SQL: a column where the files have it, else as it is worked out, else what stands in for it, else NULL."""
    if column not in group.columns and column in group.worked_out:
        return group.worked_out[column]
    shown = column if column in group.columns else STAND_INS.get(column)
    return name(shown) if shown is not None and shown in group.columns else "NULL"
