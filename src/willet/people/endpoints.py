"""What this room offers to programs: a system that knows agents says who they are, in which team, since when."""

from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import ConfigDict, Field

from willet.people.agents.table import take_lines
from willet.people.agents.telling import person
from willet.people.rules import MANAGE_AGENTS
from willet.ui.endpoints import Endpoint

MOST = 1000
"""Lines in one request."""
Text = Annotated[str, Field(max_length=200)]
Day = Annotated[str, Field(max_length=40, description="As 2026-03-31; empty where it is open.")]


class AgentLine(Schema):
    """A line of a table of agents; what is empty changes nothing."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    spelling: Text = Field("", description="As a source writes the agent.")
    source: Text = Field("", description="The source that writes it so; every source where empty.")
    name: Text = Field("", description="Empty where the spelling means somebody already.")
    team: Text = ""
    first: Day = Field("", alias="from")
    until: Day = ""
    hired: Day = ""
    left: Day = ""
    languages: Text = Field("", description="As de en.")


class AgentLines(Schema):
    """Lines of a table of agents."""

    model_config = ConfigDict(extra="forbid")

    lines: Annotated[list[AgentLine], Field(max_length=MOST)]


class WrongLine(Schema):
    """A line that was left out, counted from 1, and why."""

    line: int
    why: str


class AgentsTaken(Schema):
    """How many lines are in, and what is wrong with the others."""

    kept: int
    wrong: list[WrongLine]


def bring_agents(request: HttpRequest, table: AgentLines) -> AgentsTaken:
    """Take in who agents are; the same lines once more change nothing, and a bad one loses none of the others."""
    lines = [(n, line.model_dump(by_alias=True)) for n, line in enumerate(table.lines, start=1)]
    report = take_lines(lines, by=person(request))
    wrong = [WrongLine(line=number, why=why) for number, why in report.wrong]
    return AgentsTaken(kept=report.kept, wrong=wrong)


ENDPOINTS = (
    Endpoint(
        "POST",
        "agents",
        bring_agents,
        _("Who agents are, from a system that knows"),
        "act",
        MANAGE_AGENTS,
        AgentsTaken,
    ),
)
