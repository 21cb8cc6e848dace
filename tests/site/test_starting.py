"""A new installation comes up by itself: folder, database, static files, and a server that answers."""

import os
import re
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.scaffold.prepared import prepare
from tests.scaffold.served import answering

HASHED = re.compile(r"\.[0-9a-f]{12}\.")
BOOT = "from willet.site.starting import boot; boot()"


def python(code: str, home: Path) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"WILLET_HOME": str(home)}
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_boot_prepares_an_empty_home(tmp_path: Path) -> None:
    home = tmp_path / "home"

    done = python(BOOT, home)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    with closing(sqlite3.connect(home / "rooms.sqlite3")) as store:
        assert store.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert store.execute("SELECT count(*) FROM people_user").fetchone() == (0,)
    assert len(list((home / "static" / "ui").glob("willet.*.js.gz"))) == 1
    compressed = [file.name for file in (home / "static").rglob("*.[gb][zr]")]
    assert compressed
    assert [name for name in compressed if not HASHED.search(name)] == []


def test_second_boot_leaves_everything_as_it_is(tmp_path: Path) -> None:
    home = prepare(tmp_path / "home")
    before = {path: path.stat().st_mtime_ns for path in (home / "static").rglob("*")}

    done = python(BOOT, home)

    assert done.returncode == 0
    assert before
    assert {path: path.stat().st_mtime_ns for path in (home / "static").rglob("*")} == before


def test_a_start_loads_nothing_of_what_only_figures_need(tmp_path: Path) -> None:
    """Each command and each worker starts so: half of the time went for libraries that most of them never use."""
    heavy = "{'scipy', 'pandas', 'numba', 'statsmodels', 'weasyprint', 'willet.core.ask'}"
    code = f"{BOOT}; import sys; print(sorted({heavy} & set(sys.modules)))"

    done = python(code, prepare(tmp_path / "home"))

    assert (done.returncode, done.stdout) == (0, "[]\n")


def test_boot_on_a_home_that_cannot_be_names_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be", encoding="utf-8")
    code = (
        "from willet.site.starting import boot\nfrom willet.core.records import LakeError\n"
        "try: boot()\nexcept LakeError as error: print(error)"
    )

    done = python(code, tmp_path / "home")

    assert "set WILLET_HOME to another folder" in done.stdout
    assert done.stderr == ""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product as it is served: uvicorn, hashed static files, the body limit in front."""
    home = prepare(tmp_path_factory.mktemp("served"))
    environment = os.environ | {"WILLET_HOME": str(home), "WILLET_DATABASE": ""}
    with answering(environment | {"WILLET_UPLOAD_LIMIT": "1000000"}) as (port, _process):
        yield f"http://127.0.0.1:{port}"


def get(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(
        address, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()


def test_page_names_static_files_that_never_change(server: str) -> None:
    page = get(server + "/account/login/")[2].decode()
    files = re.findall(r'(?:href|src)="(/static/[^"#]+)', page)

    assert len(files) >= 8
    for file in files:
        status, headers, _body = get(server + file)
        assert (status, "immutable" in headers["cache-control"]) == (200, True), file


def test_static_files_travel_compressed(server: str) -> None:
    page = get(server + "/account/login/")[2].decode()
    sheet = re.findall(r'href="(/static/ui/components[^"]+)', page)[0]

    headers = get(server + sheet, Accept_Encoding="gzip")[1]

    assert headers["content-encoding"] == "gzip"


def test_static_file_is_given_in_the_part_that_was_asked_for(server: str) -> None:
    whole = get(server + "/static/ui/willet.svg")[2]

    status, headers, part = get(server + "/static/ui/willet.svg", Range="bytes=5-9")

    assert (status, part) == (206, whole[5:10])
    assert headers["content-range"] == f"bytes 5-9/{len(whole)}"
    assert headers["content-type"] == "image/svg+xml"


def test_modules_import_one_another_by_hashed_names(server: str) -> None:
    page = get(server + "/account/login/")[2].decode()
    script = re.findall(r'src="(/static/ui/willet[^"]+)', page)[0]
    imported = re.findall(r'import"\./([^"]+)"', get(server + script)[2].decode())

    assert len(imported) == 4
    assert all(re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", name) for name in imported)


@pytest.mark.parametrize("cookie", ["", "willet_session=x"])
def test_body_over_the_limit_gets_its_page(server: str, cookie: str) -> None:
    body = b"x" * 7_000_000
    request = urllib.request.Request(server + "/imports/upload/", body, {"Cookie": cookie})

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=20)

    assert refused.value.code == 413
    assert "That was too large" in refused.value.read().decode()
    refused.value.close()
