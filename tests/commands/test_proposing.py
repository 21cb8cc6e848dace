"""`willet propose` prints a mapping that imports the file; where nothing can be mapped it says so and fails."""

from pathlib import Path

import pytest

from willet.commands import run
from willet.core.intake import import_files
from willet.core.records import RequestError

GERMAN = (
    "Anrufe Technik;;;;\n"
    "Nr;Beginn;Status;Wartezeit;Mitarbeiter\n"
    "1;13.12.2025 08:35;angenommen;0:12;Jörg Groß\n"
    "2;14.12.2025 08:36;aufgelegt;1:05;\n"
    "Summe;;;1:17;\n"
)


@pytest.mark.journey("history")
def test_what_is_proposed_imports_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, mapping = tmp_path / "dezember.csv", tmp_path / "mapping.toml"
    file.write_bytes(GERMAN.encode("cp1252"))

    status = run(["propose", str(file)])
    mapping.write_text(capsys.readouterr().out, encoding="utf-8")
    report = import_files(tmp_path / "lake", "table", [file], zone="Europe/Berlin", mapping=mapping)

    assert status == 0
    assert (report.rows_folded, report.rows_kept, report.rejects.total) == (2, 1, 0)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Name;Farbe\nAnna;rot\nBob;blau\n", "No column means anything yet"),
        (
            "Ende;Queue\n13.12.2025 09:00;A\n14.12.2025 09:00;B\n",
            "No column says when a contact came",
        ),
        ("nur eine Zeile\n", "holds no table"),
    ],
)
def test_what_cannot_be_mapped_is_said(text: str, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(text)

    with pytest.raises(RequestError) as refused:
        run(["propose", str(file)])

    assert sentence in str(refused.value)
