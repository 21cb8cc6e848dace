"""Which uploads the worker reads just now, and which watched files it is about to take."""

from willet.imports.models import WatchedFile
from willet.jobs.models import Job

CHECK, IMPORT, TAKE = "imports.check", "imports.import", "imports.take"
"""Kinds of jobs that read an upload."""
OF_UPLOADS = (CHECK, IMPORT)
WATCHED = "watched:"
"""Before the number of a watched file, in what its job is about."""


def being_read() -> set[str]:
    """The ids of the uploads that a job reads just now, whichever way they came."""
    running = Job.objects.filter(state=Job.State.RUNNING, kind__in=OF_UPLOADS)
    watched = WatchedFile.objects.filter(pk__in=running_takes()).exclude(upload=None)
    return {
        *running.values_list("about", flat=True),
        *map(str, watched.values_list("upload", flat=True)),
    }


def running_takes() -> set[int]:
    """The watched files that are being taken just now."""
    return _taken_by(Job.State.RUNNING)


def open_takes() -> set[int]:
    """The watched files whose taking waits or runs."""
    return _taken_by(Job.State.RUNNING, Job.State.WAITING)


def _taken_by(*states: str) -> set[int]:
    jobs = Job.objects.filter(kind=TAKE, state__in=states).values_list("about", flat=True)
    return {int(about.removeprefix(WATCHED)) for about in jobs}
