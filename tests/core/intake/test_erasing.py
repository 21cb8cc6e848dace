"""A person erased: the lake is then the one that their file with blank cells would have given, and stays so."""

import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import sleep
from typing import Any

import duckdb
import pytest

from willet.core import cases
from willet.core.intake import (
    SoughtPerson,
    check,
    erase,
    holding,
    import_files,
    keep_erased,
    rebuild,
    undo,
)
from willet.core.lake import Lake
from willet.core.lake.erased import Tombstone, hash_of, keep, places, pseudonym, salt_of, tombstones
from willet.core.records import TABLES, LakeError, RequestError
from willet.core.sources.identity import keyed, normalised_number

ZONE = "Europe/Amsterdam"
TABLE = """
contact_id | arrived_at          | queue | agent  | customer_id | phone         | email     | outcome  | talk_s | resolved | case_ref
c01        | 2026-03-02 09:00:00 | sales | Anna W | k1          | +31612345678  |           | answered | 100    | false    | T1
c02        | 2026-03-03 09:00:00 | sales | Otto K |             | 0031612345678 |           | answered | 200    | true     |
c03        | 2026-03-03 10:00:00 | help  | Anna W | k1          |               | ann@b.de  | answered | 150    |          |
c04        | 2026-03-04 10:00:00 | help  | Otto K |             |               | ANN@b.de  | answered | 80     | true     |
c05        | 2026-03-04 11:00:00 | sales | Anna W | k2          | +31301234567  |           | answered | 120    | true     | T2
c06        | 2026-03-05 11:00:00 | sales | Otto K | k3          | +31301234567  |           | answered | 60     | false    |
c07        | 2026-03-06 11:00:00 | help  | Anna W |             | +31301234567  |           | answered | 90     |          |
c08        | 2026-04-01 11:00:00 | help  | Otto K |             |               |           | answered | 70     | true     |
c09        | 2026-04-02 11:00:00 | sales | Anna W | k4          | +31699999999  |           | answered | 70     | true     |
c10        | 2026-04-03 11:00:00 | sales |        | k4          | +31699999999  |           | abandoned |       |          |
"""  # noqa: E501 -- drawn as a table
"""Ann is k1, by number and address too; k2 and k3 share a household's number; k4 is another."""
ANN = {"c01", "c02", "c03", "c04"}
HOUSEHOLD = {"c05", "c06", "c07"}
NAMED = ("customer_id", "phone", "email", "case_ref")


def rows() -> list[dict[str, str]]:
    lines = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def csv(change: Callable[[dict[str, str]], dict[str, str]] = lambda row: {}) -> str:
    """The table as CSV, some cells otherwise."""
    changed = [row | change(row) for row in rows()]
    return "\n".join([",".join(changed[0]), *(",".join(row.values()) for row in changed)]) + "\n"


def blank(contacts: set[str], *columns: str) -> Callable[[dict[str, str]], dict[str, str]]:
    return lambda row: dict.fromkeys(columns, "") if row["contact_id"] in contacts else {}


def lake_of(place: Path, text: str, key: bytes | None = None) -> Path:
    """A lake from one file, under a key."""
    place.mkdir(parents=True)
    file = place / "calls.csv"
    file.write_text(text, encoding="utf-8")
    if key is not None:
        (place / "lake.key").write_bytes(key)
    import_files(place / "lake", "table", [file], zone=ZONE)
    return place / "lake"


def content(lake: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with Lake.at(lake).snapshot().reading() as con:
        return {t: con.execute(f'FROM "{t}" ORDER BY ALL').fetchall() for t in TABLES}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home after the import; nobody writes to it."""
    return lake_of(tmp_path_factory.mktemp("imported") / "home", csv()).parent


@pytest.fixture
def lake(imported: Path, tmp_path: Path) -> Path:
    """The lake of a home of this test's own."""
    shutil.copytree(imported, tmp_path / "here/home")
    return tmp_path / "here/home/lake"


def expected(lake: Path, text: str) -> dict[str, list[tuple[object, ...]]]:
    """What another lake holds into which this text came under the same key."""
    return _expected(lake.with_name("lake.key").read_bytes(), text)


@cache
def _expected(key: bytes, text: str) -> dict[str, list[tuple[object, ...]]]:
    with TemporaryDirectory() as folder:
        return content(lake_of(Path(folder) / "oracle/home", text, key))


@pytest.mark.proof
@pytest.mark.parametrize(
    "person",
    [
        SoughtPerson(number="+31 6 12345678"),
        SoughtPerson(number="06-12345678", region="NL"),
        SoughtPerson(mail="Ann <Ann@B.de>"),
        SoughtPerson(id=" k1 "),
    ],
    ids=str,
)
def test_by_whatever_name_the_whole_customer_becomes_nobody(
    lake: Path, person: SoughtPerson
) -> None:
    held = erase(lake, person)

    assert (held.contacts, held.first, held.last, held.shared) == (
        4,
        "2026-03-02",
        "2026-03-04",
        False,
    )
    assert content(lake) == expected(lake, csv(blank(ANN, *NAMED)))


@pytest.mark.journey("history")
def test_a_number_of_several_customers_goes_and_they_stay(lake: Path) -> None:
    held = erase(lake, SoughtPerson(number="+31301234567"))

    assert (held.contacts, held.shared) == (3, True)
    # c07 showed nothing but the number, so its ticket, had it one, would go too.
    assert content(lake) == expected(lake, csv(blank(HOUSEHOLD, "phone")))


def test_somebody_the_lake_never_met_changes_nothing(lake: Path) -> None:
    before = content(lake)

    assert erase(lake, SoughtPerson(number="+31777777777")).contacts == 0
    assert content(lake) == before


def test_a_dry_look_writes_nothing(lake: Path) -> None:
    before = sorted(path.name for path in lake.rglob("*"))

    assert holding(lake, SoughtPerson(id="k1")).contacts == 4
    assert sorted(path.name for path in lake.rglob("*")) == before
    assert tombstones(Lake.at(lake).layout) == []


@pytest.mark.journey("history")
def test_the_same_files_once_more_bring_nothing_back(lake: Path) -> None:
    erase(lake, SoughtPerson(id="k1"))
    after = content(lake)

    report = import_files(lake, "table", [lake.with_name("calls.csv")], zone=ZONE)

    assert (report.contacts_new, report.contacts_revised, report.contacts_removed) == (0, 0, 0)
    assert content(lake) == after


@pytest.mark.journey("history")
def test_a_dry_run_of_the_same_files_tells_of_no_change(lake: Path) -> None:
    erase(lake, SoughtPerson(id="k1"))

    report = import_files(lake, "table", [lake.with_name("calls.csv")], zone=ZONE, dry_run=True)

    assert (report.contacts_new, report.contacts_revised) == (0, 0)


@pytest.mark.journey("history")
def test_no_file_of_the_lake_holds_the_key_any_more(lake: Path) -> None:
    number = normalised_number("+31612345678")
    key = keyed(f"number:{number}", Lake.at(lake).key())
    other = keyed("number:+31699999999", Lake.at(lake).key())

    erase(lake, SoughtPerson(number="+31612345678"))

    assert not _holds(lake, key)
    assert _holds(lake, other)


def _holds(lake: Path, key: int) -> bool:
    files = [str(path) for path in lake.rglob("*.parquet")]
    return any(
        duckdb.execute(f"SELECT 1 FROM '{file}' t WHERE contains(t::VARCHAR, '{key}')").fetchall()
        for file in files
    )


@pytest.mark.proof
@pytest.mark.parametrize("whole", [False, True], ids=["the lake", "the whole home"])
def test_an_older_copy_put_back_forgets_again(lake: Path, *, whole: bool) -> None:
    place = lake.parent if whole else lake
    copy = lake.parents[2] / "backup"
    shutil.copytree(place, copy)
    erase(lake, SoughtPerson(id="k1"))
    after = content(lake)

    shutil.rmtree(place)
    shutil.move(copy, place)
    came_back = content(lake) != after

    assert came_back
    assert keep_erased(lake)
    assert content(lake) == after
    assert not keep_erased(lake)


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    "open_it",
    [
        lambda lake: import_files(lake, "table", [lake.with_name("calls.csv")], zone=ZONE),
        rebuild,
    ],
    ids=["import", "rebuild"],
)
def test_an_older_copy_forgets_when_it_is_next_opened(
    lake: Path, open_it: Callable[[Path], object]
) -> None:
    copy = lake.parents[2] / "backup"
    shutil.copytree(lake, copy)
    erase(lake, SoughtPerson(id="k1"))
    after = content(lake)
    shutil.rmtree(lake)
    shutil.move(copy, lake)

    open_it(lake)

    assert content(lake) == after


@pytest.mark.proof
def test_an_older_copy_with_damaged_files_is_made_whole_and_forgets(lake: Path) -> None:
    copy = lake.parents[2] / "backup"
    shutil.copytree(lake, copy)
    erase(lake, SoughtPerson(id="k1"))
    after = content(lake)
    shutil.rmtree(lake)
    shutil.move(copy, lake)
    file = Lake.at(lake).snapshot().files("contacts")[0]
    file.write_bytes(file.read_bytes()[:-9])

    checked = check(lake, repair=True)

    assert (checked.damaged, len(checked.repaired)) == ((), 1)
    assert content(lake) == after


@pytest.mark.journey("history")
def test_an_erasure_cut_short_after_its_tombstones_is_carried_on(lake: Path) -> None:
    place = Lake.at(lake).layout
    key = keyed("id:k1", Lake.at(lake).key())
    keep(place, [Tombstone("person", hash_of(str(key), salt_of(place)), "2026-12-31")])

    assert keep_erased(lake)
    assert content(lake) == expected(lake, csv(blank({"c01", "c03"}, *NAMED)))


@pytest.mark.journey("history")
def test_calls_after_the_erasure_are_a_customers_again(lake: Path) -> None:
    erase(lake, SoughtPerson(id="k1"))
    layout = Lake.at(lake).layout
    until = max(t.until for t in tombstones(layout))
    later = lake.with_name("later.csv")
    day = date.fromisoformat(until).toordinal() + 1
    later.write_text(
        f"contact_id,arrived_at,customer_id,outcome\nc20,{date.fromordinal(day)} 12:00:00,k1,answered\n"
    )

    import_files(lake, "table", [later], zone=ZONE)

    with Lake.at(lake).snapshot().reading() as con:
        known = con.execute("SELECT contact_id FROM contacts WHERE id_key IS NOT NULL").fetchall()
    assert {c for (c,) in known} == {
        "table:c05",
        "table:c06",
        "table:c09",
        "table:c10",
        "table:c20",
    }


@pytest.mark.journey("history")
def test_an_employee_gets_one_name_everywhere_and_sums_stay(lake: Path) -> None:
    erase(lake, SoughtPerson(agent="Anna W"))

    alias = pseudonym("Anna W", salt_of(Lake.at(lake).layout))
    renamed = csv(lambda row: {"agent": alias} if row["agent"] == "Anna W" else {})
    assert content(lake) == expected(lake, renamed)
    assert "Anna" not in alias


@pytest.mark.journey("history")
def test_corrections_by_hand_stay_and_say_nothing_of_the_person(lake: Path) -> None:
    at = Lake.at(lake)
    cases.split(at, "table:c02", by="Anna W", note="Mrs Smith called")
    cases.split(at, "table:c09", by="Otto K", note="a new order")

    held = erase(lake, SoughtPerson(id="k1"))
    erase(lake, SoughtPerson(agent="Anna W"))

    alias = pseudonym("Anna W", salt_of(at.layout))
    assert held.corrections == 1
    assert [(e.contact_id, e.made_by, e.note) for e in cases.edits(Lake.at(lake))] == [
        ("table:c02", alias, ""),
        ("table:c09", "Otto K", "a new order"),
    ]


@pytest.mark.proof
def test_an_undone_run_brings_nothing_back(lake: Path) -> None:
    erase(lake, SoughtPerson(id="k1"))
    (run,) = [r.run_id for r in Lake.at(lake).runs()]

    undo(lake, run)
    import_files(lake, "table", [lake.with_name("calls.csv")], zone=ZONE)

    assert content(lake) == expected(lake, csv(blank(ANN, *NAMED)))


@pytest.mark.journey("history")
def test_an_erasure_waits_for_the_writer_before_it(lake: Path) -> None:
    steps: list[str] = []

    def hold() -> None:
        with Lake.at(lake).writing():
            sleep(0.5)

    holder = Thread(target=hold)
    holder.start()
    sleep(0.1)
    erase(lake, SoughtPerson(id="k1"), progress=lambda step, share: steps.append(str(step)))
    holder.join()

    assert steps[0].startswith("waiting for process")
    assert holding(lake, SoughtPerson(id="k1")).contacts == 0


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ({"number": "hello"}, "'hello' is no phone number"),
        ({"number": "0612345678"}, "'0612345678' is no phone number"),
        ({"mail": "ann"}, "'ann' is no mail address"),
        ({}, "Name one of"),
        ({"id": "k1", "mail": "a@b.de"}, "Name one of"),
    ],
)
def test_a_name_that_says_nothing_is_refused(
    lake: Path, name: dict[str, Any], message: str
) -> None:
    with pytest.raises(RequestError, match=message):
        erase(lake, SoughtPerson(**name))


@pytest.mark.journey("history")
def test_a_damaged_list_of_tombstones_is_named(lake: Path) -> None:
    erase(lake, SoughtPerson(id="k1"))
    places(Lake.at(lake).layout)[0].write_text("{")

    with pytest.raises(LakeError, match=r"erased.json is damaged"):
        import_files(lake, "table", [lake.with_name("calls.csv")], zone=ZONE)


@pytest.mark.proof
def test_nobody_reads_a_name_out_of_the_tombstones(lake: Path) -> None:
    erase(lake, SoughtPerson(number="+31612345678"))
    erase(lake, SoughtPerson(agent="Anna W"))

    for place in places(Lake.at(lake).layout):
        text = place.read_text()
        assert "612345678" not in text
        assert "Anna" not in text
        assert str(keyed("number:+31612345678", Lake.at(lake).key())) not in text


LOG = """1772442000|1772442000.1|NONE|NONE|QUEUESTART|
1772442010|1772442010.1|sales|NONE|ENTERQUEUE||{number}|1
1772442020|1772442010.1|sales|{agent}|CONNECT|10|1772442012.2|3
1772442080|1772442010.1|sales|{agent}|COMPLETECALLER|10|60|1
1772528410|1772528410.1|sales|NONE|ENTERQUEUE||0698765432|1
1772528420|1772528410.1|sales|Agent/7|CONNECT|10|1772528412.2|3
1772528480|1772528410.1|sales|Agent/7|COMPLETEAGENT|10|60|1
"""


@pytest.mark.proof
@pytest.mark.parametrize(
    "person",
    [SoughtPerson(number="0612345678", region="NL"), SoughtPerson(agent="SIP/31")],
    ids=str,
)
def test_a_queue_log_forgets_as_a_table_does(tmp_path: Path, person: SoughtPerson) -> None:
    one, other = tmp_path / "one/home", tmp_path / "other/home"
    lake = _log_lake(one, "0612345678", "SIP/31", None)
    key = lake.with_name("lake.key").read_bytes()

    erase(lake, person)

    alias = pseudonym("SIP/31", salt_of(Lake.at(lake).layout))
    given = ("0612345678", alias) if person.agent else ("", "SIP/31")
    assert content(lake) == content(_log_lake(other, *given, key))
    report = import_files(lake, "asterisk", [one / "queue_log"], zone=ZONE, region="NL")
    assert (report.contacts_new, report.contacts_revised) == (0, 0)


def _log_lake(place: Path, number: str, agent: str, key: bytes | None) -> Path:
    place.mkdir(parents=True)
    if key is not None:
        (place / "lake.key").write_bytes(key)
    log = place / "queue_log"
    log.write_text(LOG.format(number=number, agent=agent))
    import_files(place / "lake", "asterisk", [log], zone=ZONE, region="NL")
    return place / "lake"
