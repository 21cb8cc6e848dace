"""A table of agents as CSV: who spells whom, in which team from when, hired and left; each bad line is named."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from willet.core.records import RequestError
from willet.core.sources.side_table import NO_TEXT, rows_of
from willet.core.sources.whole_text import whole_text
from willet.people.agents.keeping import NamesError, Who, changing_names
from willet.people.agents.stretches import put_in_team
from willet.people.agents.verbs import (
    add_agent,
    agent_meant,
    give_spelling,
    set_days,
    written,
)
from willet.people.models import KnownAgent, Team
from willet.ui.languages import LANGUAGE_NAMES
from willet.ui.messages import translate

COLUMNS = ("spelling", "source", "name", "team", "from", "until", "hired", "left", "languages")
MOST_LINES = 50_000
LONGEST_TEAM = 80
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class TableError(NamesError):
    """The file as a whole is no table of agents."""


@dataclass(slots=True)
class TableReport:
    """What became of a table: how many lines are in, and what is wrong with the others, by line number."""

    kept: int = 0
    wrong: list[tuple[int, str]] = field(default_factory=list)


def take_in(data: bytes, *, by: Who) -> TableReport:
    """Take a table of agents in, line by line; a bad line loses none of the others.

    The same table once more changes nothing.

    Raises:
        TableError: it is no text, has no readable header, or no column that names anybody.
    """
    return take_lines(list(_lines(_text(data))), by=by)


def take_lines(lines: Iterable[tuple[int, Mapping[str, str]]], *, by: Who) -> TableReport:
    """Take numbered lines in, each what a column says by the column's name; a bad one loses none of the others."""
    report = TableReport()
    with changing_names(by):
        for number, line in lines:
            try:
                with transaction.atomic():
                    _take(line, by=by)
                report.kept += 1
            except NamesError as wrong:
                report.wrong.append((number, translate(wrong.message)))
    return report


def _text(data: bytes) -> str:
    try:
        return whole_text(data)
    except UnicodeDecodeError as error:
        raise TableError(NO_TEXT(file=_("The table of agents"), why=str(error))) from error


def _lines(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    header = text.partition("\n")[0]
    mark = max(",;\t", key=header.count)
    try:
        rows = rows_of(_("The table of agents"), text, mark)
        names = [name.strip().casefold() for name in next(rows, (1, []))[1]]
        _check_header(names)
        for number, row in rows:
            if number > MOST_LINES:
                raise TableError(
                    _("A table of agents has %(most)s lines at most.") % {"most": MOST_LINES}
                )
            if any(cell.strip() for cell in row):
                yield number, dict(zip(names, (c.strip() for c in row), strict=False))
    except NamesError:
        raise
    except RequestError as broken:
        raise TableError(broken.message) from broken


def _check_header(names: list[str]) -> None:
    if "name" not in names and "spelling" not in names:
        raise TableError(
            _("The first line must name the columns: %(columns)s.")
            % {"columns": ", ".join(COLUMNS)}
        )
    if unknown := [name for name in names if name not in COLUMNS]:
        raise TableError(
            _("“%(column)s” is no column of a table of agents. There are: %(columns)s.")
            % {"column": unknown[0], "columns": ", ".join(COLUMNS)}
        )


def _take(line: Mapping[str, str], *, by: Who) -> None:
    agent = _agent(line, by=by)
    hired, left = _day(line, "hired"), _day(line, "left")
    if hired or left:
        set_days(agent, hired=hired or agent.hired, left=left or agent.left, by=by)
    if line.get("languages"):
        _set_languages(agent, line["languages"])
    first, last = _day(line, "from"), _day(line, "until")
    if line.get("team"):
        team, _is_new = Team.objects.get_or_create(name=written(line["team"], most=LONGEST_TEAM))
        # A line that says otherwise until when, of a stretch that begins the same day, corrects it.
        begun = agent.stretches.filter(team=team, first=first).first()
        put_in_team(agent, team, first=first, last=last, by=by, stretch=begun)
    elif first or last:
        raise NamesError(_("There are days of a team, and no team."))


def _agent(line: Mapping[str, str], *, by: Who) -> KnownAgent:
    """The agent a line is about: by name, which may be another spelling of theirs, else by the spelling."""
    spelt, source, name = (line.get(n, "") for n in ("spelling", "source", "name"))
    if not name:
        known = agent_meant(written(spelt), source) if spelt else None
        if known is None:
            raise NamesError(
                _("“%(spelling)s” means nobody yet, and no name is given.") % {"spelling": spelt}
            )
        return known
    agent = agent_meant(written(name)) or add_agent(name, by=by)
    if spelt and written(spelt) != agent.name:
        give_spelling(agent, spelt, source=source, by=by)
    return agent


def _day(line: Mapping[str, str], column: str) -> date | None:
    text = line.get(column, "")
    try:
        if text and not _DAY.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NamesError(
            _("“%(text)s” in %(column)s is no day. Write it as 2026-03-31.")
            % {"text": text[:40], "column": column}
        ) from None


def _set_languages(agent: KnownAgent, text: str) -> None:
    codes = [code.strip().casefold() for code in text.replace(";", " ").replace(",", " ").split()]
    if unknown := [code for code in codes if code not in LANGUAGE_NAMES]:
        raise NamesError(
            _("“%(code)s” is no language here. There are: %(known)s.")
            % {"code": unknown[0], "known": ", ".join(LANGUAGE_NAMES)}
        )
    if codes != agent.languages:
        agent.languages = list(dict.fromkeys(codes))
        agent.save(update_fields=["languages"])
