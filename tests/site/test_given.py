"""Settings that cannot be read are refused in a sentence with their name, their value and how to write them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from willet.core.records import RequestError
from willet.site.given import believed, web_address, whole_number

NAME = "WILLET_OF_A_TEST"


@pytest.mark.parametrize(("text", "number"), [("", 7), (" ", 7), ("0", 0), (" 12 ", 12)])
def test_a_number_is_read(monkeypatch: pytest.MonkeyPatch, text: str, number: int) -> None:
    monkeypatch.setenv(NAME, text)

    assert whole_number(NAME, 7) == number


@pytest.mark.parametrize("text", ["abc", "-1", "1.5", "1e3", "٣", "0x10", "12h"])
def test_what_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(NAME, text)

    with pytest.raises(RequestError, match=rf"{NAME} is .*Write a whole number from 0 on"):
        whole_number(NAME, 7)


def test_a_number_below_its_least_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "0")

    with pytest.raises(RequestError, match="from 1 on"):
        whole_number(NAME, 7, least=1)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("", ""),
        ("https://calls.example/", "https://calls.example"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("https://calls.example/willet/", "https://calls.example/willet"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_address_is_read(monkeypatch: pytest.MonkeyPatch, text: str, address: str) -> None:
    monkeypatch.setenv(NAME, text)

    assert web_address(NAME) == address


@pytest.mark.parametrize(
    "text",
    ["bar", "calls.example", "ftp://calls.example", "https://", "https://a:port", "https://[::1"],
)
def test_what_no_browser_opens_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(NAME, text)

    with pytest.raises(RequestError, match=rf"{NAME} is .*Write it like https://"):
        web_address(NAME)


def test_what_is_no_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "10.0.0.0/8, 10.0.0.300")

    with pytest.raises(RequestError, match=rf"{NAME} is 10\.0\.0\.0/8, 10\.0\.0\.300\. Write"):
        believed(NAME, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WILLET_SMTP_PORT", "abc"),
        ("WILLET_PUBLIC_ADDRESS", "foo"),
        ("WILLET_PROXIES", "10.0.0.300"),
        ("WILLET_DATABASE", "postgresql://127.0.0.1/x"),
    ],
)
def test_the_doctor_says_once_which_setting_cannot_be_read(
    tmp_path: Path, name: str, value: str
) -> None:
    environment = os.environ | {"WILLET_HOME": str(tmp_path / "home"), "WILLET_DATABASE": ""}
    command = [sys.executable, "-m", "willet", "doctor"]

    ran = subprocess.run(
        command, env=environment | {name: value}, capture_output=True, text=True, check=False
    )

    faults = [line for line in ran.stdout.splitlines() if line.startswith("FAULT")]
    assert [name in line for line in faults] == [True]
    assert (ran.returncode, "Traceback" in ran.stderr) == (3, False)
