"""What an import found is told in the reader's language: on the pages of upload and run, and in the file of rejects."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.scaffold.cast import Cast
from tests.scaffold.page_text import texts_of
from willet.imports.domain.being_read import CHECK
from willet.imports.models import Upload
from willet.jobs.domain.working import work_once
from willet.jobs.models import Job

CALLS = b"""contact_id,arrived_at,queue,outcome,wait_s,phone,unused
a1,2026-03-02 09:00:00,sales,answered,5,,x
a2,2026-10-25 02:30:00,sales,answered,5,6.02701E+11,x
a3,yesterday,sales,answered,5,,x
a4,2026-03-29 02:30:00,sales,answered,5,,x
a5,2026-03-02 09:00:00,sales,answered,-4,,x
a6,2026-03-02 09:00:00,sales,gone,4,,x
a7
,2026-03-02 09:00:00,sales,answered,1,,x
a8,2026-03-02 09:00:00,"sales,answered,1,,x
a1,2026-03-02 09:00:00,support,answered,5,,x
""" + "a9,2026-03-02 09:00:00,Zürich,answered,5,,x\n".encode("latin-1")
QUEUE_LOG = b"""1546015420|1546015415.1|sales|NONE|ENTERQUEUE||0301234567|1
1546015430|1546015415.1|sales|Agent 04|CONNECT|x|1546015425.2|5
1546015410|NONE|NONE|NONE|QUEUESTART|
1546015440|NONE|sales|NONE|ENTERQUEUE||0301234567|1
soon|1546015416.1|sales|NONE|ENTERQUEUE||0301234567|1
1546015450|1546015416.1
"""
LANGUAGES = ["nl", "de", "es", "vi"]


def read(cast: Cast, content: bytes, name: str, zone: str = "Europe/Amsterdam") -> Upload:
    """The upload of a file, after its dry run."""
    form = {"uploads": [SimpleUploadedFile(name, content)], "zone": zone}
    answer = cast.client("administrator").post("/imports/upload/", form)
    assert answer.status_code == 302
    work_once()
    return Upload.objects.get()


def page_of(cast: Cast, address: str, language: str) -> list[str]:
    """The texts of a page as this reader sees it."""
    cast.administrator.language = language
    cast.administrator.save()
    page: Any = cast.client("administrator").get(address)
    return list(texts_of(page.content.decode()))


@pytest.mark.journey("walk", but_first=True)
@pytest.mark.parametrize(
    ("content", "name", "least"), [(CALLS, "calls.csv", 12), (QUEUE_LOG, "queue_log", 8)]
)
def test_no_sentence_of_an_import_stays_english(
    cast: Cast, home: Path, content: bytes, name: str, least: int
) -> None:
    upload = read(cast, content, name)
    assert upload.report is not None
    english = set(upload.report["said"])
    assert len(english) >= least

    before = {lang: page_of(cast, f"/imports/{upload.pk}/", lang) for lang in LANGUAGES}
    cast.client("administrator").post(f"/imports/{upload.pk}/start/")
    work_once()
    upload.refresh_from_db()
    after = {lang: page_of(cast, f"/imports/runs/{upload.run_id}/", lang) for lang in LANGUAGES}

    texts = [(lang, text) for lang in LANGUAGES for text in (*before[lang], *after[lang])]
    assert [(lang, text) for lang, text in texts if text in english] == []


def test_the_file_of_rejects_tells_the_rules_as_the_page_does(cast: Cast, home: Path) -> None:
    upload = read(cast, CALLS, "calls.csv")
    english, known = [], []
    for language in (*LANGUAGES, "en"):
        cast.administrator.language = language
        cast.administrator.save()
        file: Any = cast.client("administrator").get(f"/imports/{upload.pk}/rejects/?format=csv")
        text = b"".join(file.streaming_content).decode()
        english += [language] if "the header has 7 fields" in text else []
        known += [language] if "yesterday" in text else []

    assert (english, known) == (["en"], [*LANGUAGES, "en"])


def test_why_a_job_failed_is_told_in_the_language_of_whoever_looks(cast: Cast, home: Path) -> None:
    """The worker speaks to nobody in particular: what it met is kept by its code."""
    read(cast, b"PK\x03\x04 no workbook", "odd.xlsx")
    job = Job.objects.get(kind=CHECK)
    assert job.state == Job.State.FAILED

    pages = {lang: " ".join(page_of(cast, f"/imports/{job.about}/", lang)) for lang in LANGUAGES}

    assert job.error == "odd.xlsx: is a zip archive, not a table of contacts. Unpack it first."
    assert {
        lang: ("is a zip archive" in page, "odd.xlsx: " in page) for lang, page in pages.items()
    } == dict.fromkeys(LANGUAGES, (False, True))
