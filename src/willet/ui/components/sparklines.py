"""A trend in the space of a word: a small line drawn on the server, with gaps where nothing is known."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT, EDGE = 120, 32, 3
Point = tuple[float, float]


def sparkline(
    values: Sequence[float | None], words: str = "", estimated: Sequence[bool] = ()
) -> SafeString:
    """An SVG of the values from left to right; nothing where fewer than two are known.

    Args:
        values: One per period; None leaves a gap, and never becomes zero.
        words: What it shows; without words the line is decoration and hidden from screen readers.
        estimated: Which values are not certain yet: the line to them is dashed.
    """
    if sum(value is not None for value in values) < 2:
        return SafeString("")
    points = _points(values)
    known = [point for point in points if point is not None]
    role = format_html('role="img" aria-label="{}"', words) if words else 'aria-hidden="true"'
    return format_html(
        '<svg class="sparkline" viewBox="0 0 {} {}" preserveAspectRatio="none" {}>{}</svg>',
        WIDTH,
        HEIGHT,
        mark_safe(role),  # noqa: S308 -- escaped above
        mark_safe(_paths(points, estimated) + _dot(known[-1])),  # noqa: S308 -- numbers only
    )


def _points(values: Sequence[float | None]) -> list[Point | None]:
    known = [value for value in values if value is not None]
    low, span = min(known), (max(known) - min(known)) or 1.0
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    flat = max(known) == min(known)
    return [
        None if value is None else (EDGE + i * step, _height(value, low, span, flat=flat))
        for i, value in enumerate(values)
    ]


def _height(value: float, low: float, span: float, *, flat: bool) -> float:
    return HEIGHT / 2 if flat else HEIGHT - EDGE - (value - low) / span * (HEIGHT - 2 * EDGE)


def _paths(points: Sequence[Point | None], estimated: Sequence[bool]) -> str:
    """The line of what stands, and a dashed one from the last point that does through those that are estimated."""
    open_ = list(estimated) or [False] * len(points)
    stands = [None if late else point for point, late in zip(points, open_, strict=True)]
    if not any(open_):
        return _path(stands, "")
    soon = [*open_[1:], False]
    tail = [
        p if late or next_ else None for p, late, next_ in zip(points, open_, soon, strict=True)
    ]
    return _path(stands, "") + _path(tail, " sparkline-estimated")


def _path(points: Sequence[Point | None], more: str) -> str:
    strokes = " ".join(_strokes(points))
    return f'<path class="sparkline-line{more}" d="{strokes}" vector-effect="non-scaling-stroke"/>'


def _strokes(points: Sequence[Point | None]) -> Iterator[str]:
    for known, run in groupby(points, key=lambda point: point is not None):
        if known:
            yield "M" + "L".join(f"{p[0]:.1f} {p[1]:.1f}" for p in run if p is not None)


def _dot(point: Point) -> str:
    x, y = point
    return (
        f'<path class="sparkline-dot" d="M{x:.1f} {y:.1f}h0" vector-effect="non-scaling-stroke"/>'
    )
