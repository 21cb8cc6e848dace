"""What is kept of a watched file, changed only while it is the file that it was when it was looked at."""

from collections.abc import Collection, Iterable

from willet.imports.models import WatchedFile

State = WatchedFile.State


def change(file: WatchedFile, states: Iterable[str] = (State.ASKED,), **fields: object) -> bool:
    """Change what is kept of a file; False where another look found it changed, for then it waits to rest anew."""
    same = WatchedFile.objects.filter(
        pk=file.pk, size=file.size, mtime_ns=file.mtime_ns, state__in=list(states)
    )
    return bool(same.update(**fields))


def awaited(file: WatchedFile, asked: Collection[int]) -> WatchedFile | None:
    """Another of the same content that is about to be taken: what becomes of it decides."""
    same = WatchedFile.objects.filter(digest=file.digest, state=State.ASKED, pk__in=asked)
    return same.exclude(pk=file.pk).first() if file.digest else None
