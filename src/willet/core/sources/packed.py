"""How far a gzip archive may unpack: one that grows beyond all records of calls is a bomb, in every source."""

from willet.core.records import RequestError, saying

RATIO = 400
"""Logs and tables of calls shrink ten to thirty times; what gzip can do at most is a thousand."""
FREE_BYTES = 256 * (1 << 20)
"""Up to so much nobody minds what it was packed in."""
BOMB = saying(
    "archive_bomb",
    "%(file)s: unpacks to more than %(times)s times its size; "
    "records of calls do not. Unpack it yourself if you trust it.",
)


def refuse_bomb(
    file: str, *, packed: int, unpacked: int, ratio: int = RATIO, free: int = FREE_BYTES
) -> None:
    """Refuse an archive of so many bytes, of which so many have been unpacked by now.

    Raises:
        RequestError: they are more than `ratio` times the packed ones, and more than `free`.
    """
    if unpacked > max(free, ratio * packed):
        raise RequestError(BOMB(file=file, times=str(ratio)))
