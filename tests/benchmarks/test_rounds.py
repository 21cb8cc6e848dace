"""Results: each section stands once in the file, in place of its last one, also where several end at once."""

import re
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest

from benchmarks.rounds import TITLE, write_results


def _write(place: tuple[str, Path]) -> None:
    write_results(place[0], [f"what {place[0]} saw"], place[1])


def test_no_section_is_lost_where_many_end_at_once(tmp_path: Path) -> None:
    results = tmp_path / "results.md"
    names = [f"Proof {number}" for number in range(24)]
    older = [f"\n## Older {number}\n\n{'a line of it ' * 500}\n" for number in range(100)]
    results.write_text(
        TITLE + "".join(older), "utf-8"
    )  # long enough that one reads while another writes
    with ThreadPool(8) as pool:
        pool.map(_write, [(name, results) for name in names], chunksize=1)
    text = results.read_text("utf-8")
    assert sorted(re.findall(r"^## (Proof .+)$", text, re.MULTILINE)) == sorted(names)
    assert text.count("## Older") == 100
    assert sorted(re.findall(r"^what (.+) saw$", text, re.MULTILINE)) == sorted(names)


def test_a_section_stands_in_place_of_its_last_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results = tmp_path / "results.md"
    for name, line in (("Kill", "one"), ("Fuzz", "two"), ("Kill", "three")):
        write_results(name, [line], results)
    text = results.read_text("utf-8")
    assert text.startswith(TITLE.strip())
    assert "one" not in text.split()
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Fuzz", "Kill"]
    assert capsys.readouterr().out.count("## Kill") == 2


def test_what_is_a_sample_is_shown_and_written_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = Path("/dev/null")

    write_results("Sample", ["a tenth"], nowhere)

    assert "## Sample" in capsys.readouterr().out
    assert (nowhere.is_char_device(), nowhere.read_bytes()) == (True, b"")
