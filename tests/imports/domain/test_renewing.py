"""Worker and server bring a lake of an earlier format up before anything else; where they cannot, they go on."""

import logging
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from willet.core.lake import Lake
from willet.core.lake.format import FORMAT
from willet.imports.domain.renewing import renew_lake

OLD = Path(__file__).parents[2] / "core" / "intake" / "format_1" / "home.tar.xz"


@pytest.fixture
def old_home(tmp_path: Path) -> Iterator[Path]:
    """An installation whose lake is of format 1."""
    with tarfile.open(OLD) as packed:
        packed.extractall(tmp_path, filter="data")
    with override_settings(WILLET_HOME=tmp_path / "home"):
        yield tmp_path / "home"


@pytest.mark.journey("history")
def test_lake_of_an_earlier_format_is_brought_up(old_home: Path) -> None:
    renew_lake()

    assert Lake.at(old_home / "lake").snapshot().manifest.format == FORMAT


def test_home_without_a_lake_stays_without_one(tmp_path: Path) -> None:
    with override_settings(WILLET_HOME=tmp_path):
        renew_lake()

    assert list(tmp_path.iterdir()) == []


def test_lake_that_cannot_be_brought_up_is_said_and_left(
    old_home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (old_home / "lake.key").unlink()

    with caplog.at_level(logging.ERROR):
        renew_lake()

    assert Lake.at(old_home / "lake").snapshot().manifest.format == 1
    assert "the lake stays in its earlier format: The customers' key" in caplog.text
