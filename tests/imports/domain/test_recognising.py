"""What wrote a file, by how it begins."""

import gzip
from pathlib import Path

import pytest

from willet.core.records import RequestError
from willet.imports.domain.recognising import head_of, recognised_source

QUEUE_LOG = b"1546015415|NONE|NONE|NONE|QUEUESTART|\n1546015420|15.1|sales|NONE|ENTERQUEUE||1|1\n"
TABLE = b"contact_id,arrived_at,queue\n1,2026-03-02 09:00:00,sales\n"


def written(folder: Path, **contents: bytes) -> list[Path]:
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


@pytest.mark.parametrize(("content", "source"), [(QUEUE_LOG, "asterisk"), (TABLE, "table")])
def test_a_file_is_recognised_packed_or_not(tmp_path: Path, content: bytes, source: str) -> None:
    (plain,) = written(tmp_path, plain=content)
    packed = tmp_path / "packed.gz"
    packed.write_bytes(gzip.compress(content))
    assert recognised_source([plain, packed], has_mapping=False) == source


def test_files_with_a_mapping_are_tables(tmp_path: Path) -> None:
    assert recognised_source(written(tmp_path, log=QUEUE_LOG), has_mapping=True) == "table"


def test_files_of_two_systems_are_not_one_import(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"different systems \(asterisk, table\)"):
        recognised_source(written(tmp_path, log=QUEUE_LOG, table=TABLE), has_mapping=False)


def test_a_file_nobody_can_read_is_named_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"report is not something .* a PDF document\. Export"):
        recognised_source(written(tmp_path, report=b"%PDF-1.7\x00"), has_mapping=False)


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(("content", "source"), [(QUEUE_LOG, "asterisk"), (TABLE, "table")])
def test_a_file_nobody_can_read_costs_itself_alone(
    tmp_path: Path, content: bytes, source: str, first: bool
) -> None:
    good, bad = written(tmp_path, good=content, report=b"%PDF-1.7\x00")

    files = [bad, good] if first else [good, bad]

    assert recognised_source(files, has_mapping=False) == source


def test_a_broken_archive_is_looked_at_as_it_is(tmp_path: Path) -> None:
    (path,) = written(tmp_path, broken=b"\x1f\x8b\x08\x00broken")
    assert head_of(path) == b"\x1f\x8b\x08\x00broken"
