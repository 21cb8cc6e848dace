"""What became of customers in the reader's language: a table with both comparisons side by side, and curves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.core.worth import ResolutionWorth, WorthDifference, WorthOutcome
from willet.core.worth.notes import NAMES
from willet.figures.domain.rulebar import days_words, rule_bar
from willet.resolution.worth.query import AHEAD, AHEAD_FIELD, WorthReading
from willet.ui import formats
from willet.ui.components import (
    Cell,
    Chart,
    Choice,
    Column,
    Empty,
    FilterBar,
    Option,
    Row,
    Series,
    Table,
)
from willet.ui.messages import translate

CURVES: Mapping[str, str | Promise] = {
    "returned": gettext_lazy("Did not come back so far"),
    "churned": gettext_lazy("Still a customer"),
}
SOLVED, OTHERS = gettext_lazy("Solved at first contact"), gettext_lazy("Not solved")


def ahead_bar(worth: WorthReading) -> FilterBar:
    """How far to look ahead; what the filters chose stays."""
    options = [Option(str(days), days_words(days)) for days in AHEAD]
    ahead = Choice(AHEAD_FIELD, _("Days looked ahead"), options, str(worth.ahead))
    kept = [*worth.selection.pairs(), *worth.rules.pairs.items()]
    return FilterBar([ahead], kept=kept, label=_("Days looked ahead"))


def repeat_bar(worth: WorthReading) -> FilterBar:
    """What counts as a repeat; what the filters chose stays."""
    bar = rule_bar(worth.reading, worth.selection, worth.rules)
    return replace(bar, kept=[*bar.kept, (AHEAD_FIELD, str(worth.ahead))])


def outcome_name(name: str) -> str:
    """What an outcome is called, as the first word of a row."""
    words = translate(NAMES[name])
    return words[:1].upper() + words[1:]


def worth_table(result: ResolutionWorth, exports: Sequence[tuple[str, str]] = ()) -> Table:
    """Each outcome with the adjusted comparison and the one as it stands."""
    return Table(
        caption=_("What became of customers (%(days)s ahead)") % {"days": days_words(result.days)},
        columns=[
            Column("outcome", _("What came")),
            Column("solved", _("Solved, adjusted"), "end"),
            Column("others", _("Not solved, adjusted"), "end"),
            Column("difference", _("Difference, adjusted"), "end"),
            Column("plain_solved", _("Solved, as it stands"), "end"),
            Column("plain_others", _("Not solved, as it stands"), "end"),
            Column("plain", _("Difference, as it stands"), "end"),
            Column("cases", _("Cases"), "end"),
        ],
        rows=[_row(outcome) for outcome in result.outcomes],
        empty=Empty(
            _("Nothing to compare yet"),
            _(
                "A case is compared once its repeat window has passed, and the days looked ahead after it. Choose an "
                "earlier or longer period, or fewer days ahead."
            ),
            href="?period=all",
            action=_("Look at everything"),
            icon="info",
        ),
        exports=exports if result.outcomes else (),
    )


def _row(outcome: WorthOutcome) -> Row:
    return Row(
        [
            Cell(outcome_name(outcome.name)),
            *_cells(outcome.adjusted, outcome.unit),
            *_cells(outcome.plain, outcome.unit),
            Cell(formats.number(outcome.cases)),
        ]
    )


def _cells(of: WorthDifference | None, unit: str) -> list[Cell]:
    if of is None:
        return [Cell("", reason=_("nobody to compare with"))] * 3
    ends = [_apart(end, unit) for end in (of.low, of.high) if end is not None]
    span = " – ".join(ends) or _("no interval: all fared alike")
    return [
        Cell(_mean(of.solved, unit)),
        Cell(_mean(of.others, unit)),
        Cell(_apart(of.difference, unit), sub=span),
    ]


def _mean(value: float, unit: str) -> str:
    return formats.percent(value) if unit == "share" else formats.number(value, 2)


def _apart(value: float, unit: str) -> str:
    return formats.points(value) if unit == "share" else formats.signed(value, 2)


def worth_charts(result: ResolutionWorth) -> list[Chart]:
    """The curves, each side with the band of its interval."""
    return [
        Chart(
            title=str(CURVES[curve.name]),
            labels=[formats.number(day) for day in range(len(curve.solved.share))],
            series=[
                Series(str(name), side.share, side.low, side.high)
                for name, side in ((SOLVED, curve.solved), (OTHERS, curve.others))
            ],
            unit="share",
            axis=_("Days since the case was settled"),
            note=_(
                "Adjusted. Who is not seen to the end counts as long as they are seen. "
                "The band is the interval (95%) of each day by itself."
            )
            + " "
            + _("From left to right: days since the case was settled."),
        )
        for curve in result.curves
    ]


def sizes(result: ResolutionWorth) -> str:
    """Of how many cases and customers this speaks."""
    given = {
        "cases": formats.number(result.cases),
        "customers": formats.number(result.customers),
        "solved": formats.number(result.solved),
        "others": formats.number(result.cases - result.solved),
    }
    sentence = _(
        "Settled cases: %(cases)s, of %(customers)s customers; %(solved)s solved at first contact, %(others)s not."
    )
    return sentence % given


def worth_context(
    result: ResolutionWorth, exports: Sequence[tuple[str, str]] = ()
) -> dict[str, object]:
    """What the page shows of a comparison."""
    return {
        "sizes": sizes(result) if result.cases else "",
        "table": worth_table(result, exports),
        "charts": worth_charts(result) if result.outcomes else [],
        "notes": [translate(note) for note in result.notes],
    }
