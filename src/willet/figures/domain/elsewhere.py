"""A figure as other systems count it under the same name, so that two reports can be compared."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from willet.core.metrics import Metric
from willet.core.metrics.profile import Profile, profiles
from willet.figures.domain.asking import Reading
from willet.figures.domain.selection import Selection
from willet.figures.domain.wording import cell_of
from willet.ui.components import Cell, Column, Row, Table

gettext_noop("Call-centre metrics, the article")
"""A profile's title is a name, but for this one."""


def others(metric: Metric) -> Iterator[Profile]:
    """The systems that count the metric by a formula of their own."""
    return (p for p in profiles().values() if metric.name in p.formulas)


def elsewhere_table(reading: Reading, selection: Selection, metric: Metric) -> Table | None:
    """The figure over the same calls by each other system's formula; None where all agree."""
    rows = [_row(reading, selection, metric, profile) for profile in others(metric)]
    columns = [
        Column("system", _("System")),
        Column("figure", _("Figure"), "end"),
        Column("formula", _("Formula")),
    ]
    note = _("The same calls under the same name. Compare a report of theirs with their figure.")
    return Table(_("How others count it"), columns, rows, note=note) if rows else None


def _row(reading: Reading, selection: Selection, metric: Metric, profile: Profile) -> Row:
    (row,) = reading.ask([metric.name], selection=selection, profile=profile.name).rows
    return Row([Cell(_(profile.title)), cell_of(row), Cell(profile.formulas[metric.name])])
