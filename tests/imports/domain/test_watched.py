"""A watched folder: each file is taken once, when it rests; what is wrong, or does not come, is told."""

import hashlib
import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.scaffold.cast import Cast
from tests.scaffold.page_text import main_text_of
from willet.core.intake import undo
from willet.core.lake import Lake
from willet.core.records import Message, RequestError
from willet.imports.domain.being_read import TAKE
from willet.imports.domain.importing import discard
from willet.imports.domain.mappings import keep_mapping
from willet.imports.domain.watched.looking import RESTS, check_folder, files_of, look_into
from willet.imports.domain.watched.taking import NOT_READ, take_file
from willet.imports.domain.watched.telling import (
    NOT_TAKEN,
    REFUSED_ROWS,
    SILENT,
    look_into_all,
    tell_of_file,
    tell_of_silence,
)
from willet.imports.models import Upload, WatchedFile, WatchedFolder
from willet.jobs.domain.asking import cancel, try_again
from willet.jobs.domain.working import work_once
from willet.jobs.domain.works import order_of
from willet.jobs.models import Job, Schedule
from willet.notices.models import Notice

HEAD = "contact_id,arrived_at,outcome\n"
ONE = HEAD + "a1,2026-03-02 09:00:00,answered\n"
NOW = datetime(2026, 3, 3, 12, 0, tzinfo=timezone.get_default_timezone())
State = WatchedFile.State


@pytest.fixture
def folder(cast: Cast, home: Path, tmp_path_factory: pytest.TempPathFactory) -> WatchedFolder:
    """An empty folder that the tests look into at moments of their own; the worker's own looks leave it alone."""
    place = tmp_path_factory.mktemp("in")
    return WatchedFolder.objects.create(path=str(place), zone="Europe/Amsterdam", active=False)


def put(folder: WatchedFolder, name: str, text: str) -> Path:
    """Bring a file, or another text under its name."""
    path = Path(folder.path) / name
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text)
    if before:
        os.utime(path, ns=(before + 10**9, before + 10**9))
    return path


def look(folder: WatchedFolder, *after: timedelta) -> None:
    """Look so long after the first look each time, and carry out what was asked for."""
    for wait in after or (timedelta(), RESTS):
        look_into(folder, NOW + wait)
    work_once()


def runs(home: Path) -> int:
    """How many imports the lake has seen."""
    return len(Lake.at(home / "lake").runs()) if (home / "lake" / "HEAD").exists() else 0


def states(folder: WatchedFolder) -> dict[str, str]:
    """The state of each file."""
    return dict(WatchedFile.objects.filter(folder=folder).values_list("name", "state"))


def kinds() -> list[str]:
    """The kinds of notices that the manager has, each once."""
    return sorted(set(Notice.objects.values_list("kind", flat=True)))


@pytest.mark.journey("history")
def test_a_file_is_taken_once_and_stays_where_it_lies(folder: WatchedFolder, home: Path) -> None:
    path = put(folder, "calls.csv", ONE)

    look(folder)
    look(folder, 5 * RESTS, 9 * RESTS)

    assert runs(home) == 1
    assert states(folder) == {"calls.csv": State.TAKEN}
    assert path.read_text() == ONE
    assert kinds() == []


def test_a_file_still_being_written_is_left_until_it_rests(
    folder: WatchedFolder, home: Path
) -> None:
    put(folder, "calls.csv", HEAD)
    look(folder, timedelta())
    put(folder, "calls.csv", ONE)
    look(folder, RESTS)
    growing = states(folder)
    look(folder, RESTS * 1.5)
    early = states(folder)

    look(folder, 2 * RESTS)

    assert growing == early == {"calls.csv": State.RESTING}
    assert states(folder) == {"calls.csv": State.TAKEN}
    assert runs(home) == 1


def test_a_file_that_grows_while_it_is_taken_is_not_read_half(
    folder: WatchedFolder, home: Path
) -> None:
    put(folder, "calls.csv", HEAD)
    look_into(folder, NOW)
    look_into(folder, NOW + RESTS)
    put(folder, "calls.csv", ONE)
    work_once()

    assert states(folder) == {"calls.csv": State.RESTING}
    assert (runs(home), Upload.objects.count()) == (0, 0)


@pytest.mark.journey("history")
def test_the_same_file_under_two_names_is_said_and_not_read_twice(
    folder: WatchedFolder, home: Path
) -> None:
    put(folder, "a.csv", ONE)
    look(folder)
    put(folder, "b.csv", ONE)

    look(folder, 3 * RESTS, 4 * RESTS)

    assert states(folder) == {"a.csv": State.TAKEN, "b.csv": State.SAME}
    assert runs(home) == 1
    assert kinds() == [NOT_TAKEN]
    text = str(Notice.objects.first().text)  # type: ignore[union-attr]
    assert text.startswith("b.csv holds the same as a.csv")


@pytest.mark.journey("history")
def test_another_text_under_the_same_name_is_read(folder: WatchedFolder, home: Path) -> None:
    put(folder, "today.csv", ONE)
    look(folder)
    put(folder, "today.csv", ONE + "a2,2026-03-02 10:00:00,abandoned\n")

    look(folder, 3 * RESTS, 4 * RESTS)

    assert runs(home) == 2
    assert states(folder) == {"today.csv": State.TAKEN}


@pytest.mark.journey("history")
def test_the_worker_looks_by_itself(folder: WatchedFolder, home: Path) -> None:
    folder.active = True
    folder.save()
    put(folder, "calls.csv", ONE)

    for _ in range(2):
        Schedule.objects.update(due_at=timezone.now())
        work_once()
        WatchedFile.objects.update(seen_at=timezone.now() - 2 * RESTS)

    assert (runs(home), states(folder)) == (1, {"calls.csv": State.TAKEN})


@pytest.mark.parametrize("name", [".calls.csv", "calls.csv.part", "calls.csv~", "calls.CRDOWNLOAD"])
def test_what_is_still_on_its_way_is_not_looked_at(folder: WatchedFolder, name: str) -> None:
    put(folder, name, ONE)

    look(folder)

    assert states(folder) == {}


def test_links_folders_and_empty_files_are_not_looked_at(
    folder: WatchedFolder, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere.csv").write_text(ONE)
    (Path(folder.path) / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    (Path(folder.path) / "sub").mkdir()
    put(folder, "empty.csv", "")

    look(folder)

    assert states(folder) == {}


@pytest.mark.journey("history")
def test_foreign_headings_wait_for_a_person_and_then_come_by_themselves(
    folder: WatchedFolder, home: Path, cast: Cast
) -> None:
    foreign = "Nr;Beginn\n1;13.03.2026 08:35\n2;14.03.2026 09:00\n"
    put(folder, "fremd.csv", foreign)
    look(folder)
    waiting = states(folder)
    upload = Upload.objects.get()
    client: Client = cast.client("manager")
    page = client.get(f"/imports/{upload.pk}/columns/")
    text = (
        'name = "fremd"\n[columns.contact_id]\nfrom = "Nr"\n[columns.arrived_at]\nfrom = "Beginn"\n'
    )
    text += 'format = "%d.%m.%Y %H:%M"\n'
    folder.mapping = keep_mapping("Fremd", text=text, by=cast.manager)
    folder.save()

    put(folder, "fremd2.csv", foreign + "3;15.03.2026 09:00\n")
    look(folder, 3 * RESTS, 4 * RESTS)

    assert waiting == {"fremd.csv": State.FAILED}
    assert page.status_code == 200
    assert NOT_TAKEN in kinds()
    assert states(folder)["fremd2.csv"] == State.TAKEN
    assert runs(home) == 1


@pytest.mark.journey("history")
def test_rows_that_could_not_be_read_are_told(folder: WatchedFolder, home: Path) -> None:
    put(folder, "calls.csv", ONE + "a2,yesterday,answered\n")

    look(folder)

    assert (runs(home), kinds()) == (1, [REFUSED_ROWS])
    assert "could not be read: 1" in str(Notice.objects.first().text)  # type: ignore[union-attr]


def test_a_file_of_which_too_much_is_refused_waits_for_a_yes(
    folder: WatchedFolder, home: Path
) -> None:
    good = "".join(f"a{n},2026-03-02 09:{n:02}:00,answered\n" for n in range(18))
    put(folder, "calls.csv", HEAD + good + "b,yesterday,x\n" * 4)

    look(folder)

    assert states(folder) == {"calls.csv": State.FAILED}
    assert (runs(home), kinds()) == (0, [NOT_TAKEN])
    assert Upload.objects.get().preview is not None


def test_silence_is_told_once_and_only_after_its_time(folder: WatchedFolder) -> None:
    hours = timedelta(hours=folder.silent_after_h)

    tell_of_silence(folder, folder.since + hours)
    before = kinds()
    tell_of_silence(folder, folder.since + hours + timedelta(minutes=1))
    tell_of_silence(folder, folder.since + 2 * hours)

    assert before == []
    assert kinds() == [SILENT]
    readers = Notice.objects.values_list("reader", flat=True)
    assert len(set(readers)) == len(readers)


def test_a_folder_that_may_be_silent_is_never_told_of(folder: WatchedFolder) -> None:
    folder.silent_after_h = 0

    tell_of_silence(folder, folder.since + timedelta(days=99))

    assert kinds() == []


def asked_for(folder: WatchedFolder, name: str = "calls.csv") -> Job:
    """The newest job that takes a file."""
    file = WatchedFile.objects.get(folder=folder, name=name)
    return Job.objects.filter(kind=TAKE, about=f"watched:{file.pk}").latest("asked_at")


TWO = ONE + "a2,2026-03-02 10:00:00,abandoned\n"


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("error", [None, NOT_READ(why="gone")])
def test_a_file_written_anew_while_it_is_taken_is_taken_anew(
    folder: WatchedFolder, home: Path, error: Message | None
) -> None:
    put(folder, "calls.csv", ONE)
    look_into(folder, NOW)
    look_into(folder, NOW + RESTS)
    order = order_of(asked_for(folder))

    def rewrite(step: Message, share: float | None) -> None:
        put(folder, "calls.csv", TWO)
        look_into(folder, NOW + 2 * RESTS)

    take_file(order, rewrite)
    tell_of_file(order, error)
    meanwhile = states(folder)
    look(folder, 9 * RESTS, 10 * RESTS)

    assert meanwhile == {"calls.csv": State.RESTING}
    assert states(folder) == {"calls.csv": State.TAKEN}
    assert runs(home) == 2


def test_a_file_is_left_alone_while_the_worker_takes_it(folder: WatchedFolder) -> None:
    put(folder, "calls.csv", ONE)
    look_into(folder, NOW)
    look_into(folder, NOW + RESTS)
    Job.objects.filter(kind=TAKE).update(state=Job.State.RUNNING)
    put(folder, "calls.csv", TWO)

    look_into(folder, NOW + 2 * RESTS)

    assert states(folder) == {"calls.csv": State.ASKED}


def test_trying_again_brings_the_calls_in(
    folder: WatchedFolder, home: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "calls.csv", ONE)
    with monkeypatch.context() as locked:
        locked.setattr(shutil, "copyfile", _refuse)
        look(folder)
    failed, job = states(folder), asked_for(folder)
    left = list((home / "uploads").iterdir())

    try_again(job, by=cast.manager)
    work_once()

    assert (failed, left) == ({"calls.csv": State.FAILED}, [])
    assert (runs(home), states(folder)) == (1, {"calls.csv": State.TAKEN})
    text = str(Notice.objects.first().text)  # type: ignore[union-attr]
    assert text.startswith("calls.csv was not taken: it cannot be read (Permission denied)")


def _refuse(*_args: object, **_named: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_a_taking_that_was_cancelled_is_asked_for_again(
    folder: WatchedFolder, home: Path, cast: Cast
) -> None:
    put(folder, "calls.csv", ONE)
    look_into(folder, NOW)
    look_into(folder, NOW + RESTS)
    cancel(asked_for(folder), by=cast.manager)

    look(folder, 2 * RESTS)

    assert (runs(home), states(folder)) == (1, {"calls.csv": State.TAKEN})


@pytest.mark.journey("history")
def test_a_name_that_is_not_utf8_is_told_once_and_stops_nothing(
    folder: WatchedFolder, home: Path
) -> None:
    folder.active = True
    folder.save()
    Path(os.fsdecode(os.fsencode(folder.path) + b"/a\xfc.csv")).write_text(ONE)
    put(folder, "ü.csv", ONE)

    for _ in range(3):
        Schedule.objects.update(due_at=timezone.now())
        work_once()
        WatchedFile.objects.update(seen_at=timezone.now() - 2 * RESTS)

    assert (runs(home), states(folder)) == (1, {"ü.csv": State.TAKEN})
    told_once = Notice.objects.values_list("reader", "text")
    assert len({str(text) for _, text in told_once}) == 1
    assert len({reader for reader, _ in told_once}) == len(told_once) > 0
    assert "a\ufffd.csv in" in str(told_once[0][1])


def test_a_file_that_may_not_be_read_is_told_of_each_day_and_taken_once_it_may(
    folder: WatchedFolder, home: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.active = True
    folder.save()
    closed, permitted = put(folder, "closed.csv", ONE), os.access
    put(folder, "open.csv", HEAD + "b1,2026-03-02 09:00:00,answered\n")

    with monkeypatch.context() as shut:
        shut.setattr(os, "access", lambda path, mode: path != closed and permitted(path, mode))
        for moment in (NOW, NOW + 2 * RESTS, NOW + timedelta(days=1)):
            shut.setattr(timezone, "now", lambda moment=moment: moment)
            look_into_all(order_of(Job(kind=TAKE)), lambda step, share: None)
    work_once()
    told = [str(notice) for notice in Notice.objects.filter(kind=NOT_TAKEN, reader=cast.manager)]
    after = states(folder)
    WatchedFile.objects.update(seen_at=NOW)
    look(folder, timedelta(days=1))

    text = f"closed.csv in {folder.path} is not taken: Willet may not read it."
    assert [words.partition(" It is")[0] for words in told] == [text] * 2
    assert (after["open.csv"], after.get("closed.csv") == State.TAKEN) == (State.TAKEN, False)
    assert states(folder) == {"closed.csv": State.TAKEN, "open.csv": State.TAKEN}


@pytest.mark.parametrize(("hours", "words"), [(1, "than 1 hour."), (26, "than 26 hours.")])
def test_silence_counts_its_hours(folder: WatchedFolder, hours: int, words: str) -> None:
    folder.silent_after_h = hours

    tell_of_silence(folder, folder.since + timedelta(hours=hours, minutes=1))

    assert str(Notice.objects.first()).endswith(words)


def test_a_file_that_goes_while_the_folder_is_listed_is_passed_by(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv", "c.csv"):
        (tmp_path / name).write_text(ONE)

    listed = files_of(tmp_path)
    first, _ = next(listed)
    (tmp_path / "b.csv").unlink()

    assert [first.name, *(path.name for path, _ in listed)] == ["a.csv", "c.csv"]


def test_a_folder_that_cannot_be_listed_stops_no_other(
    folder: WatchedFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    WatchedFolder.objects.create(path=str(tmp_path), zone="UTC")
    WatchedFolder.objects.filter(pk=folder.pk).update(active=True)
    put(folder, "calls.csv", ONE)
    listed = Path.iterdir

    def iterdir(path: Path) -> object:
        if path == tmp_path:
            raise OSError(116, "Stale file handle")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    look_into_all(order_of(Job(kind=TAKE)), lambda step, share: None)

    assert states(folder) == {"calls.csv": State.RESTING}
    assert kinds() == [NOT_TAKEN]


def test_a_long_name_is_taken(folder: WatchedFolder, home: Path) -> None:
    name = "日" * 83 + ".csv"
    put(folder, name, ONE)

    look(folder)

    assert (runs(home), states(folder)) == (1, {name: State.TAKEN})


def test_an_upload_that_is_being_taken_is_not_removed(folder: WatchedFolder, home: Path) -> None:
    put(folder, "calls.csv", ONE + "a2,yesterday,x\n" * 9)
    look(folder)
    upload, job = Upload.objects.get(), asked_for(folder)

    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)
    with pytest.raises(RequestError):
        discard(upload)
    Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED)
    discard(upload)

    assert not Upload.objects.exists()


@pytest.mark.journey("history")
def test_the_same_as_what_was_undone_is_read(folder: WatchedFolder, home: Path) -> None:
    put(folder, "a.csv", ONE)
    look(folder)
    undo(home / "lake", Upload.objects.get().run_id)
    put(folder, "b.csv", ONE)

    look(folder, 3 * RESTS, 4 * RESTS)

    assert states(folder) == {"a.csv": State.TAKEN, "b.csv": State.TAKEN}
    assert kinds() == []


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("end", [State.TAKEN, State.FAILED])
def test_the_same_as_one_put_off_waits_for_it(
    folder: WatchedFolder, home: Path, end: State
) -> None:
    put(folder, "a.csv", ONE)
    look_into(folder, NOW)
    look_into(folder, NOW + RESTS)
    first = asked_for(folder, "a.csv")
    digest = hashlib.sha256(ONE.encode()).hexdigest()
    WatchedFile.objects.update(digest=digest)
    Job.objects.filter(pk=first.pk).update(not_before=timezone.now() + timedelta(hours=1))
    put(folder, "b.csv", ONE)
    look(folder, 3 * RESTS, 4 * RESTS)
    look(folder, 5 * RESTS)
    waiting = states(folder)

    Job.objects.filter(pk=first.pk).update(not_before=timezone.now())
    if end == State.FAILED:
        Job.objects.filter(pk=first.pk).update(state=Job.State.FAILED, open_as=None)
        WatchedFile.objects.filter(name="a.csv").update(state=State.FAILED)
    else:
        work_once()
    look(folder, 6 * RESTS)

    assert waiting == {"a.csv": State.ASKED, "b.csv": State.RESTING}
    same = State.SAME if end == State.TAKEN else State.TAKEN
    assert (runs(home), states(folder)) == (1, {"a.csv": end, "b.csv": same})


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("in", "write the whole path"),
        ("/nowhere/at/all", "is not there"),
        ("{home}", "lies in Willet’s own home"),
        ("{home}/lake", "lies in Willet’s own home"),
        ("/", "lies in Willet’s own home"),
        ("/" + 300 * "x", "is not there"),
        ("/tmp/\0", "is not there"),
        ("{elsewhere}/itself", "is not there"),
    ],
)
def test_what_is_no_folder_for_files_is_refused(
    home: Path, tmp_path_factory: pytest.TempPathFactory, path: str, sentence: str
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "itself").symlink_to(elsewhere / "itself")

    with pytest.raises(RequestError) as refused:
        check_folder(path.format(home=home, elsewhere=elsewhere))

    assert sentence in str(refused.value)


@pytest.mark.parametrize("other", ["{path}/", "{path}/.", "{path}/../{name}", "{link}"])
def test_one_folder_is_watched_once_by_whatever_path(
    folder: WatchedFolder, cast: Cast, tmp_path: Path, other: str
) -> None:
    link = tmp_path / "link"
    link.symlink_to(folder.path)
    path = other.format(path=folder.path, name=Path(folder.path).name, link=link)
    new = {"path": path, "source": "asterisk", "silent_after_h": "26"}

    refused = cast.client("administrator").post("/imports/folders/new/", new)

    assert (refused.status_code, WatchedFolder.objects.count()) == (422, 1)
    assert "is watched already" in refused.content.decode()


def test_a_folder_that_is_watched_can_be_changed(folder: WatchedFolder, cast: Cast) -> None:
    new = {"path": f"{folder.path}/", "source": "table", "silent_after_h": "3"}

    kept = cast.client("administrator").post(f"/imports/folders/{folder.pk}/", new)

    folder.refresh_from_db()
    assert (kept.status_code, folder.silent_after_h) == (302, 3)


def test_no_newest_file_is_named_before_one_was_taken(folder: WatchedFolder, cast: Cast) -> None:
    before = main_text_of(cast.client("manager").get("/imports/folders/"))
    put(folder, "one.csv", ONE)
    look(folder)
    after = main_text_of(cast.client("manager").get("/imports/folders/"))

    assert ("none yet" in before, "none yet" in after) == (True, False)


def test_everybody_who_is_told_of_a_folder_can_open_where_the_notice_leads(
    folder: WatchedFolder, cast: Cast
) -> None:
    put(folder, "bad.csv", HEAD + "a1,never,answered\n")
    put(folder, "one.csv", ONE)
    put(folder, "two.csv", ONE)
    look(folder)
    folder.since = NOW - timedelta(days=9)
    tell_of_silence(WatchedFolder(path="/gone", since=folder.since, pk=0), NOW)

    ways = set(Notice.objects.values_list("reader__role", "href"))
    opened = {cast.client(name).get(href, follow=True).status_code for name, href in ways}

    assert {name for name, _href in ways} == {"manager", "analyst", "administrator"}
    assert "/imports/folders/" in {href for _name, href in ways}
    assert opened == {200}


def test_a_file_is_called_by_its_own_name_wherever_it_is_told_of(
    folder: WatchedFolder, home: Path
) -> None:
    put(folder, "calls of May.csv", ONE)
    put(folder, "nothing.csv", HEAD)
    look(folder)

    (run,) = Lake.at(home / "lake").runs()
    assert [file.name for file in run.files] == ["calls of May.csv"]
    assert "nothing.csv was not taken: nothing.csv:" in str(
        Notice.objects.filter(kind=NOT_TAKEN).first().text  # type: ignore[union-attr]
    )


def test_only_the_administrator_sets_folders(
    cast: Cast, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = str(tmp_path_factory.mktemp("in"))
    new = {"path": place, "zone": "Europe/Berlin", "silent_after_h": "26", "active": "on"}

    refused = cast.client("manager").post("/imports/folders/new/", new)
    kept = cast.client("administrator").post("/imports/folders/new/", new)
    wrong = cast.client("administrator").post("/imports/folders/new/", {**new, "path": "in"})

    assert (refused.status_code, kept.status_code, wrong.status_code) == (403, 302, 422)
    assert [f.path for f in WatchedFolder.objects.all()] == [place]
