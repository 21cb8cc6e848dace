"""Where links in mails lead, by what the administrator set: told outright, the first host, or the port served here."""

from pathlib import Path
from runpy import run_path

import pytest

from willet.site.settings import environment

HERE = "http://127.0.0.1"


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ({}, f"{HERE}:8000"),
        ({"WILLET_PORT": "8871"}, f"{HERE}:8871"),
        ({"WILLET_PORT": ""}, f"{HERE}:8000"),
        (
            {"WILLET_HOSTS": "calls.example, other.example", "WILLET_PORT": "8871"},
            "http://calls.example",
        ),
        ({"WILLET_HOSTS": "calls.example", "WILLET_HTTPS": "1"}, "https://calls.example"),
        (
            {"WILLET_ADDRESS": "https://a.example/", "WILLET_HOSTS": "b.example"},
            "https://a.example",
        ),
    ],
)
def test_links_lead_to_where_people_open_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], address: str
) -> None:
    for name in ("WILLET_PORT", "WILLET_HOSTS", "WILLET_HTTPS", "WILLET_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"WILLET_HOME": str(tmp_path), **settings}.items():
        monkeypatch.setenv(name, value)

    assert run_path(environment.__file__)["WILLET_ADDRESS"] == address
