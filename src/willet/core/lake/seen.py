"""From when until when a lake has seen, and what hangs on that alone: for how long each contact was watched.

No file holds how long a contact was watched: every day added would write anew all that were not watched to the end.
It is worked out when links are read; of a file whose contacts all were, it is one number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

HORIZON_DAYS = 45
"""How far gaps between contacts are told apart, and how long a contact is watched at most."""
WINDOW_DAYS = 7
"""The usual window in which a repeat counts."""
_DAY_US = 86_400_000_000
HORIZON_US, WINDOW_US = HORIZON_DAYS * _DAY_US, WINDOW_DAYS * _DAY_US


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when the lake has seen, UTC."""

    begins: datetime
    ends: datetime

    def holds(self, moment: str) -> str:
        """SQL: whether an instant lies in it."""
        return f"({moment} >= {literal(self.begins)} AND {moment} < {literal(self.ends)})"

    def closed(self, moment: str, window_us: int) -> str:
        """SQL: whether an instant lies in it, and a window that begins there has closed."""
        until = f"{moment} + to_microseconds({window_us}) <= {literal(self.ends)}"
        return f"({until} AND {self.holds(moment)})"

    def open_before(self, moment: str, window_us: int) -> str:
        """SQL: whether a window that ends at an instant lies in it. None does unless a second one fits behind it."""
        since = f"{moment} - to_microseconds({window_us})"
        more = ">=" if self.outlasts(2 * window_us) else ">"
        return f"({since} {more} {literal(self.begins)})"

    def around(self, moment: str, window_us: int) -> str:
        """SQL: whether it holds a whole window before an instant and one after it."""
        return f"({self.closed(moment, window_us)} AND {self.open_before(moment, window_us)})"

    def outlasts(self, length_us: int) -> bool:
        """Whether it is longer than so many microseconds."""
        return self.ends - self.begins > timedelta(microseconds=length_us)

    def surrounds(self, oldest: datetime, newest: datetime, by_us: int) -> bool:
        """Whether it was watching so many microseconds before the one instant, and after the other."""
        by = timedelta(microseconds=by_us)
        return self.begins <= oldest - by and newest + by <= self.ends


def literal(moment: datetime) -> str:
    """An instant as an SQL literal."""
    return f"TIMESTAMP '{moment:%Y-%m-%d %H:%M:%S.%f}'"


def watched(span: Span, horizon_us: int, window_us: int, of: str = "") -> Mapping[str, str]:
    """SQL of three columns of a link: for how long the lake was watching after the contact and before it, each up to
    the horizon; and whether for a window on either side.

    A contact outside the span, on a stray day, was watched for no time.
    """
    seconds = {
        "observed_s": f"epoch({literal(span.ends)}) - epoch({of}arrived_at)",
        "looked_back_s": f"epoch({of}arrived_at) - epoch({literal(span.begins)})",
    }
    inside, horizon = span.holds(f"{of}arrived_at"), horizon_us / 1e6
    return {
        **{
            name: f"CASE WHEN {inside} THEN least(greatest({sql}, 0), {horizon}) ELSE 0 END"
            for name, sql in seconds.items()
        },
        "matured": span.around(f"{of}arrived_at", window_us),
    }


def watched_usually(
    span: Span, oldest: datetime | None, newest: datetime | None
) -> Mapping[str, str]:
    """The same under the usual horizon and window, for contacts of which these are the first and the last.

    `oldest` is None where that of any is unknown.
    """
    if oldest is None or newest is None or not span.surrounds(oldest, newest, HORIZON_US):
        return watched(span, HORIZON_US, WINDOW_US)
    whole = f"{HORIZON_US / 1e6}::DOUBLE"
    return {"observed_s": whole, "looked_back_s": whole, "matured": "TRUE"}
