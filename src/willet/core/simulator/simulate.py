"""Simulate a centre and write its files: the one door to this room."""

import shutil
import tempfile
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.records import Message, RequestError
from willet.core.simulator.contacts_file import write_contacts
from willet.core.simulator.ledger import ledger_of
from willet.core.simulator.queue_log_file import write_queue_log
from willet.core.simulator.scenario import Answering, Scenario
from willet.core.simulator.story import WholeStory, story_of
from willet.core.simulator.truth import Truth, truth_of
from willet.core.sources.contract import Progress, silent

FIRST_DAY = date(2026, 9, 7)
DETAIL = "truth"


def simulate(
    out_dir: Path,
    *,
    days: int = 60,
    contacts_per_day: int = 500,
    seed: int = 7,
    first_day: date = FIRST_DAY,
    zone: str = "Europe/Amsterdam",
    answering: Answering = "outcome",
    with_case_refs: bool = True,
    progress: Progress = silent,
) -> Truth:
    """Write `contacts.csv.gz`, `mapping.toml`, `queue_log`, `truth.json` and `truth/*.parquet` into a folder.

    With case refs each contact carries its ticket, so that call resolution can be counted exactly;
    without, cases have to be found by who called about what. Answering the survey follows whether the matter was
    solved, or topic and wait alone. The same request writes the same bytes.

    Raises:
        RequestError: a number is out of range, the zone is unknown, or the folder cannot be written.
    """
    scenario = Scenario(
        days=days,
        contacts_per_day=contacts_per_day,
        seed=seed,
        first_day=first_day,
        zone=zone,
        answering=answering,
    )
    return simulate_scenario(out_dir, scenario, with_case_refs=with_case_refs, progress=progress)


def simulate_scenario(
    out_dir: Path,
    scenario: Scenario,
    *,
    with_case_refs: bool = True,
    progress: Progress = silent,
) -> Truth:
    """The same for any scenario."""
    folder = _folder_for(Path(out_dir))
    progress(Message("simulating the centre"), 0.0)
    story = story_of(scenario)
    spill = tempfile.TemporaryDirectory(prefix="willet-simulate-")
    with spill, ledger_of(story, Path(spill.name)) as con:
        truth = _written(con, story, folder, progress, with_case_refs=with_case_refs)
    progress(Message("simulated"), 1.0)
    return truth


def _written(
    con: DuckDBPyConnection,
    story: WholeStory,
    folder: Path,
    progress: Progress,
    *,
    with_case_refs: bool,
) -> Truth:
    progress(Message("writing contacts"), 0.3)
    write_contacts(con, story, folder, with_case_refs=with_case_refs)
    progress(Message("writing queue_log"), 0.6)
    axis = story.centre.axis
    write_queue_log(con, folder, origin=axis.origin, shown=axis.shown)
    progress(Message("working out the truth"), 0.8)
    truth = truth_of(con, story, folder, with_case_refs=with_case_refs)
    _write_detail(con, folder / DETAIL)
    return truth


def _folder_for(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(folder / DETAIL, ignore_errors=True)
        (folder / DETAIL).mkdir()
    except OSError as error:
        raise RequestError(
            f"{folder} cannot be written: {error.strerror}. Name another folder."
        ) from None
    return folder


def _write_detail(con: DuckDBPyConnection, folder: Path) -> None:
    """Every contact, visit and case simulated, also before and after the days shown."""
    contacts = "* EXCLUDE (queue, agent, outcome_code, topic_code, language_code, written_as)"
    for name, query in (
        ("contacts", f"SELECT {contacts} FROM contact ORDER BY contact_no"),
        ("visits", "SELECT * EXCLUDE (queue, agent, outcome_code) FROM visit ORDER BY visit"),
        ("cases", "FROM truth_case ORDER BY case_no"),
    ):
        con.execute(f"COPY ({query}) TO '{folder / name}.parquet' (COMPRESSION zstd)")
