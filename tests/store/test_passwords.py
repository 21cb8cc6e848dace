"""A password from the environment or from a file."""

from pathlib import Path

import pytest

from willet.core.records import RequestError
from willet.store.passwords import secret

NAME = "WILLET_DATABASE_PASSWORD"


def test_nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.delenv(f"{NAME}_FILE", raising=False)

    assert secret(NAME) == ""


def test_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("of the file\nand more", encoding="utf-8")
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "password"))
    assert secret(NAME) == "of the file"

    monkeypatch.setenv(NAME, "of the environment")
    assert secret(NAME) == "of the environment"


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "No such file"), (b"\xff\xfe\x00", "it holds no text")]
)
def test_file_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None, reason: str
) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.setenv(f"{NAME}_FILE", str(file))

    with pytest.raises(RequestError, match=reason):
        secret(NAME)
