"""The whole road of a file: handed in, read without keeping anything, imported, looked at, taken back."""

import csv
import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.scaffold.cast import EVERYONE, Cast
from tests.scaffold.page_text import main_text_of
from willet.core.lake import Lake
from willet.figures.domain.asking import read_lake
from willet.imports.domain.being_read import CHECK, IMPORT
from willet.imports.domain.importing import FORGOTTEN_AFTER
from willet.imports.domain.uploads import uploads_folder
from willet.imports.models import SavedMapping, Upload
from willet.jobs.domain.working import work_once
from willet.jobs.models import Job, Schedule
from willet.people.models import User

GOOD = """contact_id,arrived_at,queue,outcome,wait_s
a1,2026-03-02 09:00:00,sales,answered,10
a2,2026-03-02 09:05:00,sales,abandoned,30
"""
ONE_BAD = GOOD + "a3,yesterday,sales,answered,5\n"
OTHER = """id;when;line
1;02.03.2026 09:00;sales
2;02.03.2026 10:00;sales
"""
MAPPING = """name = "other_system"
[file]
delimiter = ";"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "when"
format = "%d.%m.%Y %H:%M"
[columns.queue]
from = "line"
"""
QUEUE_LOG = """1546015415|NONE|NONE|NONE|QUEUESTART|
1546015420|1546015415.1|sales|NONE|ENTERQUEUE||0301234567|1
1546015430|1546015415.1|sales|Agent 04|CONNECT|10|1546015425.2|5
1546015490|1546015415.1|sales|Agent 04|COMPLETECALLER|10|60|1
"""


def file(text: str | bytes, name: str = "calls.csv") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def hand_in(client: Client, *files: SimpleUploadedFile, **fields: Any) -> Any:
    """Post the upload form."""
    told = {"zone": "Europe/Amsterdam"} | fields
    return client.post("/imports/upload/", {"uploads": list(files), **told})


def run_of(lake: Path) -> str:
    """The page of the run that made the small lake."""
    (run,) = Lake.at(lake).runs()
    return f"/imports/runs/{run.run_id}/"


def an_hour_later() -> None:
    """The worker, once all that it does by the clock is due again."""
    Schedule.objects.update(due_at=timezone.now())
    work_once()


def imported(
    client: Client, *files: SimpleUploadedFile, accept_rejects: str = "", **fields: Any
) -> str:
    """The run of files that went all the way."""
    upload = hand_in(client, *files, **fields)["Location"]
    work_once()
    client.post(f"{upload}start/", {"accept_rejects": accept_rejects})
    work_once()
    address: str = client.get(upload)["Location"]
    return address


def test_a_dry_run_shows_the_first_rows_and_every_reject_and_keeps_nothing(
    cast: Cast, home: Path
) -> None:
    client = cast.client("manager")

    upload = hand_in(client, file(ONE_BAD))["Location"]
    work_once()
    read = main_text_of(client.get(upload))

    assert "Rows read 3" in read
    assert "1 row could not be read" in read
    assert re.search(r"calls\.csv 4 arrived_at yesterday ", read)
    assert "Contacts new 2" in read
    assert read_lake(EVERYONE) is None


@pytest.mark.journey("history")
def test_a_country_named_on_the_page_joins_numbers_with_and_without_it(
    cast: Cast, home: Path
) -> None:
    rows = ["a1,2026-03-02 09:00:00,sales,answered,0612345678"]
    rows += ["a2,2026-03-02 10:00:00,sales,answered,+31612345678"]
    calls = "\n".join(["contact_id,arrived_at,queue,outcome,customer_number", *rows, ""])

    imported(cast.client("manager"), file(calls), region="nl")

    with Lake.at(home / "lake").snapshot().connect() as con:
        found = con.execute("SELECT count(DISTINCT customer_key), count(*) FROM contacts")
        assert found.fetchall() == [(1, 2)]


def test_the_dry_run_reads_numbers_as_the_import_will(cast: Cast, home: Path) -> None:
    upload = hand_in(cast.client("manager"), file(GOOD), region="NL")["Location"]
    Upload.objects.update(region="ZZ")  # as an earlier version kept it

    work_once()

    read = main_text_of(cast.client("manager").get(upload))
    assert "is no country of phone numbers" in read


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("source", ["", "asterisk"])
def test_two_phone_systems_named_on_the_page_are_kept_apart(
    cast: Cast, home: Path, source: str
) -> None:
    client = cast.client("manager")

    for pbx in ("north", "south"):
        imported(client, file(QUEUE_LOG, "queue_log"), source=source, pbx=pbx)

    with Lake.at(home / "lake").snapshot().connect() as con:
        found = con.execute("SELECT contact_id FROM contacts ORDER BY 1").fetchall()
    assert found == [("asterisk@north:1546015415.1",), ("asterisk@south:1546015415.1",)]


def test_the_page_of_an_upload_offers_the_phone_system_it_was_told(cast: Cast, home: Path) -> None:
    client = cast.client("manager")

    upload = hand_in(client, file(QUEUE_LOG, "queue_log"), pbx="north")["Location"]
    work_once()

    assert 'name="pbx" value="north"' in client.get(upload).content.decode()


@pytest.mark.journey("history")
def test_many_rejects_are_imported_only_after_a_yes(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    many = GOOD + "".join(f"b{n},yesterday,sales,answered,5\n" for n in range(18))
    upload = hand_in(client, file(many))["Location"]
    work_once()
    read = main_text_of(client.get(upload))

    assert "More than one row in ten is refused." in read
    assert "Take the files although many rows are refused" in read
    refused = client.post(f"{upload}start/", follow=True)
    assert "Tick the box" in main_text_of(refused)
    assert not Job.objects.filter(kind=IMPORT).exists()
    assert read_lake(EVERYONE) is None

    client.post(f"{upload}start/", {"accept_rejects": "yes"})
    work_once()
    run = client.get(upload)["Location"]
    assert "Contacts new 2" in main_text_of(client.get(run))


def test_few_rejects_need_no_yes(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    upload = hand_in(client, file(ONE_BAD))["Location"]
    work_once()

    assert "although many rows are refused" not in main_text_of(client.get(upload))


def test_the_rejects_are_a_file_to_mend_the_source_by(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    upload = hand_in(client, file(ONE_BAD))["Location"]
    work_once()

    response: Any = client.get(f"{upload}rejects/?format=csv")

    rows = list(csv.DictReader(io.StringIO(b"".join(response).decode())))
    assert [(r["file"], r["line"], r["field"], r["value"]) for r in rows] == [
        ("calls.csv", "4", "arrived_at", "yesterday")
    ]


@pytest.mark.journey("history")
def test_an_import_fills_the_board_and_forgets_the_files(cast: Cast, home: Path) -> None:
    client = cast.client("manager")

    run = imported(client, file(ONE_BAD))

    assert "Contacts new 2" in main_text_of(client.get(run))
    assert "By Marit" in main_text_of(client.get(run))
    assert "Received 2 " in main_text_of(client.get("/"))
    assert list(uploads_folder().iterdir()) == []


@pytest.mark.journey("history")
def test_a_run_taken_back_leaves_the_lake_as_it_was(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    run = imported(client, file(GOOD))

    assert "Take this import back?" in main_text_of(client.get(f"{run}undo/"))
    client.post(f"{run}undo/")
    assert "being undone" in main_text_of(client.get("/imports/"))
    work_once()

    assert "This import was taken back" in main_text_of(client.get(run))
    assert read_lake(EVERYONE) is None
    assert client.get(f"{run}undo/").status_code == 302


@pytest.mark.journey("history")
def test_a_queue_log_is_recognised(cast: Cast, home: Path) -> None:
    client = cast.client("analyst")
    run = imported(client, file(QUEUE_LOG, "queue_log"))
    assert "Source Asterisk" in main_text_of(client.get(run))


@pytest.mark.journey("history")
def test_a_table_with_a_mapping_is_read_by_it(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    run = imported(client, file(OTHER), mapping_file=file(MAPPING, "map.toml"))
    assert "Contacts new 2" in main_text_of(client.get(run))


@pytest.mark.journey("history")
def test_a_mapping_can_be_kept_and_chosen_again(cast: Cast, home: Path) -> None:
    client = cast.client("manager")

    imported(client, file(OTHER), mapping_file=file(MAPPING, "m.toml"), keep_mapping_as="Other")
    kept = SavedMapping.objects.get(name="Other")
    run = imported(client, file(OTHER), saved_mapping=str(kept.pk))

    assert "Contacts unchanged 2" in main_text_of(client.get(run))


def test_files_read_wrongly_can_be_read_another_way_without_uploading_them_again(
    cast: Cast, home: Path
) -> None:
    client = cast.client("manager")
    upload = hand_in(client, file(OTHER))["Location"]
    work_once()
    assert "What do the columns mean?" in main_text_of(client.get(upload))

    client.post(
        f"{upload}again/", {"mapping_file": file(MAPPING, "m.toml"), "zone": "Europe/Amsterdam"}
    )
    work_once()

    assert "Contacts new 2" in main_text_of(client.get(upload))


def test_nothing_is_imported_that_was_not_shown_first(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    upload = hand_in(client, file(GOOD))["Location"]
    client.post(f"{upload}start/")
    assert list(Job.objects.values_list("kind", flat=True)) == [CHECK]


def test_an_upload_can_be_removed(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    upload = hand_in(client, file(GOOD))["Location"]
    client.post(f"{upload}discard/")
    assert (Upload.objects.count(), list(uploads_folder().iterdir())) == (0, [])


WRONG = [
    ("pdf", b"%PDF-1.7 \x00\x01", "report.pdf", "PDF"),
    ("empty", b"", "calls.csv", "empty"),
    ("picture", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "shot.png", ""),
    ("truncated gzip", b"\x1f\x8b\x08\x00\x00\x00", "calls.csv.gz", ""),
    ("broken workbook", b"PK\x03\x04" + b"\x00" * 40, "calls.xlsx", ""),
    ("bytes", bytes(range(256)) * 8, "calls.bin", ""),
]


@pytest.mark.parametrize(("what", "content", "name", "said"), WRONG, ids=[w[0] for w in WRONG])
def test_a_file_that_is_no_table_is_refused_in_words(
    cast: Cast, home: Path, what: str, content: bytes, name: str, said: str
) -> None:
    client = cast.client("manager")

    response = hand_in(client, file(content, name))
    if response.status_code == 302:
        work_once()
        response = client.get(response["Location"])

    read = main_text_of(response)
    assert response.status_code in {200, 422}
    assert said in read
    assert "Traceback" not in read
    assert "log of the worker" not in read


def test_files_larger_than_the_limit_are_refused_with_the_limit_and_the_way_out(
    cast: Cast, home: Path, settings: Any
) -> None:
    settings.WILLET_UPLOAD_LIMIT = 1000
    response = hand_in(cast.client("manager"), file("x" * 600, "a.csv"), file("y" * 600, "b.csv"))
    assert response.status_code == 413
    assert "These files are larger than 1000 bytes together." in main_text_of(response)
    assert list(uploads_folder().iterdir()) == []


@pytest.mark.parametrize(
    "name",
    ["../../evil.csv", "..\\..\\evil.csv", "mapping.toml", ".hidden", "a" * 300 + ".csv", "%2e"],
)
def test_a_file_s_name_never_leads_out_of_its_folder(cast: Cast, home: Path, name: str) -> None:
    upload = hand_in(cast.client("manager"), file(GOOD, name))
    assert upload.status_code == 302
    (folder,) = uploads_folder().iterdir()
    assert [f.resolve().parent for f in folder.iterdir()] == [folder]
    assert not (folder / "mapping.toml").exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"zone": "Amsterdam"}, "Did you mean"),
        ({"region": "Netherlands"}, "at most 2 characters"),
        ({"region": "3!"}, "is no country of phone numbers"),
        ({"region": "ZZ"}, "is no country of phone numbers"),
        ({"keep_mapping_as": "x"}, "Choose the mapping file that is to be kept."),
        ({"pbx": "North Side"}, "no name for a phone system"),
        ({"pbx": "n" * 32}, "at most 31 characters"),
        ({"pbx": "north", "source": "table"}, "reads one system only"),
        ({"pbx": "north"}, "reads one system only"),  # a table, as its header shows
    ],
)
def test_a_wrong_field_is_named(cast: Cast, home: Path, fields: dict[str, str], said: str) -> None:
    response = hand_in(cast.client("manager"), file(GOOD), **fields)
    assert response.status_code == 422
    assert said in main_text_of(response)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"name = ", "is not TOML"),
        (b"name = 'x'\n[columns.contact]\nfrom = 'a'", "Did you mean"),
        (b"\xff\xfe\x00", "A mapping file is text in UTF-8"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_mistakes(
    cast: Cast, home: Path, text: bytes, said: str
) -> None:
    response = hand_in(cast.client("manager"), file(OTHER), mapping_file=file(text, "m.toml"))
    assert response.status_code == 422
    assert said in main_text_of(response)


def test_the_page_says_when_no_worker_is_running(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    upload = hand_in(client, file(GOOD))["Location"]
    assert "No worker is running, so this waits." in main_text_of(client.get(upload))


def test_the_progress_leads_on_when_the_work_is_done(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    upload = hand_in(client, file(GOOD))["Location"]
    assert "Willet-Go" not in client.get(f"{upload}progress/").headers
    work_once()
    assert client.get(f"{upload}progress/")["Willet-Go"] == upload


PAGES = ["/imports/", "/imports/mappings/", "/imports/mappings/new/"]


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("stranger", [302, 302, 302]),
        ("manager", [200, 200, 200]),
        ("team_lead", [403, 403, 403]),
        ("agent", [403, 403, 403]),
        ("analyst", [200, 200, 200]),
        ("administrator", [200, 200, 200]),
    ],
)
def test_who_may_open_the_pages(cast: Cast, home: Path, role: str, statuses: list[int]) -> None:
    client = cast.client(role)
    assert [client.get(page).status_code for page in PAGES] == statuses


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("stranger", 302),
        ("team_lead", 403),
        ("agent", 403),
        ("analyst", 403),
        ("administrator", 200),
    ],
)
def test_who_may_take_a_run_back(cast: Cast, small_lake: Path, role: str, status: int) -> None:
    run = run_of(small_lake)
    assert cast.client(role).get(f"{run}undo/").status_code == status


@pytest.mark.parametrize("role", ["stranger", "team_lead", "agent"])
def test_nobody_else_hands_files_in(cast: Cast, home: Path, role: str) -> None:
    response = hand_in(cast.client(role), file(GOOD))
    assert response.status_code == (302 if role == "stranger" else 403)
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"--x--"),
        ("application/x-www-form-urlencoded", b"files=calls.csv"),
        ("application/json", b"{}"),
    ],
)
def test_an_upload_without_a_file_says_that_one_is_missing(
    cast: Cast, home: Path, content_type: str, body: bytes
) -> None:
    response = cast.client("manager").post("/imports/upload/", body, content_type=content_type)

    assert response.status_code == 422
    assert "This field is required." in response.content.decode()
    assert Upload.objects.count() == 0


def test_a_form_without_its_token_is_refused(cast: Cast, home: Path) -> None:
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    client.force_login(cast.manager, backend="willet.people.signin.backend.AccountBackend")
    assert hand_in(client, file(GOOD)).status_code == 403
    assert Upload.objects.count() == 0


@pytest.mark.parametrize("language", ["en", "nl", "de", "es", "vi"])
def test_the_pages_open_in_every_language(cast: Cast, small_lake: Path, language: str) -> None:
    cast.manager.language = language
    cast.manager.save()
    client = cast.client("manager")
    run = run_of(small_lake)
    for address in ("/imports/", run, f"{run}undo/", "/imports/mappings/new/"):
        assert f'<html lang="{language}"' in client.get(address).content.decode()


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("runs", [1, 3])
def test_the_history_needs_the_same_few_queries_for_one_run_and_for_many(
    cast: Cast, home: Path, runs: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = cast.client("manager")
    for number in range(runs):
        imported(client, file(GOOD.replace("a1", f"b{number}")))
    with django_assert_num_queries(8):
        assert client.get("/imports/").content.decode().count("calls.csv") == runs


@pytest.mark.journey("history")
def test_every_reject_is_in_the_file_though_the_page_lists_a_hundred(
    cast: Cast, home: Path
) -> None:
    client = cast.client("manager")
    bad = "".join(f"x{n},yesterday,sales,answered,5\n" for n in range(250))
    run = imported(client, file(GOOD + bad), accept_rejects="yes")

    assert "250 rows could not be read" in main_text_of(client.get(run))
    response: Any = client.get(f"{run}rejects/?format=csv")
    lines = b"".join(response).decode().splitlines()

    assert (len(lines), lines[-1].split(",")[:3]) == (251, ["calls.csv", "253", "arrived_at"])


def test_the_history_is_a_file_for_who_may_take_tables_out(cast: Cast, small_lake: Path) -> None:
    response: Any = cast.client("analyst").get("/imports/?format=csv")
    (row,) = csv.DictReader(io.StringIO(b"".join(response).decode()))
    assert (row["source"], row["contacts_new"], row["active"]) == ("table", "12", "true")
    assert cast.client("administrator").get("/imports/?format=csv").status_code == 403


def test_uploads_nobody_imports_are_forgotten_after_two_days(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    hand_in(client, file(GOOD))
    work_once()
    Upload.objects.update(uploaded_at=timezone.now() - FORGOTTEN_AFTER - timedelta(minutes=1))

    an_hour_later()

    assert (Upload.objects.count(), list(uploads_folder().iterdir())) == (0, [])


@pytest.mark.journey("history")
def test_a_zip_bomb_is_refused_by_name_before_it_is_unpacked(cast: Cast, home: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _megabyte in range(300):
                sheet.write(b" " * 1_000_000)
    client = cast.client("manager")

    upload = hand_in(client, file(bomb.getvalue(), "calls.xlsx"))["Location"]
    work_once()

    read = main_text_of(client.get(upload))
    assert "This did not work" in read
    assert "calls.xlsx" in read
    assert "log of the worker" not in read


@pytest.mark.parametrize(
    ("tongue", "heading", "outcome", "waited"),
    [
        ("en", "Start of the contact", "answered", "1:05"),
        ("de", "Beginn des Kontakts", "angenommen", "1:05"),
    ],
)
def test_the_dry_run_speaks_the_readers_language_and_the_files_own_clock(
    cast: Cast, home: Path, tongue: str, heading: str, outcome: str, waited: str
) -> None:
    """A quarter past nine in Amsterdam, in summer, is 07:15 in the data."""
    client = cast.client("manager")
    User.objects.update(language=tongue)
    rows = "contact_id,arrived_at,queue,outcome,wait_s\n1,2026-07-02 09:15:00,sales,answered,65\n"

    upload = hand_in(client, file(rows), zone="Europe/Amsterdam")["Location"]
    work_once()
    read = main_text_of(client.get(upload))

    parts = (heading, "09:15", "Europe/Amsterdam", outcome, waited, "sales")
    assert [part for part in parts if part not in read] == []
    assert [part for part in ("arrived_at", "contact_id", "07:15", "7:15 AM") if part in read] == []
