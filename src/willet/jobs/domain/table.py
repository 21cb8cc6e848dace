"""The jobs as a table, and the words for their lanes and states."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.jobs.domain.works import title_of, works
from willet.jobs.models import Job
from willet.ui import formats
from willet.ui.clocks import zone_name
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.messages import translate
from willet.ui.tasks import LONG, MAIL, OF_THE_LAKE, USUAL

LANES: Final[Mapping[str, str | Promise]] = {
    USUAL: gettext_lazy("usual"),
    OF_THE_LAKE: gettext_lazy("call data"),
    MAIL: gettext_lazy("mail"),
    LONG: gettext_lazy("long work"),
}
_TONES: Final[Mapping[str, Any]] = {Job.State.DONE: "good", Job.State.FAILED: "bad"}


def lane_name(lane: str) -> str:
    """What a lane is called; one that a room named for one kind of work is called like that."""
    alone = [work.title for work in works().values() if work.lane == lane]
    return str(LANES.get(lane) or (alone[0] if alone else lane))


def lane_names(lanes: Iterable[str]) -> list[str]:
    """What lanes are called in a row of them: those of several kinds of work first, each begun large."""
    names = (lane_name(lane) for lane in sorted(lanes, key=lambda lane: lane not in LANES))
    return [name[:1].upper() + name[1:] for name in names]


def jobs_table(jobs: Iterable[Job], *, chosen: bool = False) -> Table:
    """Jobs, a line each; `chosen` where they are those of a choice that others do not meet."""
    nothing = _("No such job") if chosen else _("Nothing waits, and nothing failed")
    return Table(
        caption=_("Jobs"),
        caption_hidden=True,
        columns=[
            Column("kind", _("Job")),
            Column("state", _("State")),
            Column("asked_at", _("Asked for")),
            Column("asked_by", _("By")),
            Column("lane", _("Lane")),
            Column("attempts", _("Attempts"), "end"),
            Column("error", _("What went wrong")),
        ],
        rows=[Row(_cells(job)) for job in jobs],
        empty=Empty(nothing, _("Pages and schedules hand jobs to the worker.")),
        note=_("Times are those of %(zone)s.") % {"zone": zone_name()},
    )


def _cells(job: Job) -> list[Cell]:
    return [
        Cell(title_of(job.kind), href=reverse("jobs:job", args=[job.pk])),
        Cell(str(job.get_state_display()), sub=_how_far(job), tone=_TONES.get(job.state, "")),
        Cell(formats.moment(job.asked_at)),
        Cell(str(job.asked_by or ""), reason=_("asked for by no person")),
        Cell(lane_name(job.lane)),
        Cell(formats.number(job.attempts)),
        Cell(translate(job.error), reason=_("nothing")),
    ]


def _how_far(job: Job) -> str:
    if job.state == Job.State.WAITING and job.attempts:
        return _("again at %(when)s") % {"when": formats.moment(job.not_before)}
    if job.state == Job.State.RUNNING and job.share is not None:
        return formats.percent(job.share)
    return ""
