"""What is known of people as columns: each combination of levels once, however many people have it."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from willet.core.statistics.nonresponse.collapsing import collapsed, frequent_pairs
from willet.core.statistics.nonresponse.population import Codes, Population
from willet.core.statistics.proportions import Floats


@dataclass(frozen=True)
class Design:
    """The combinations of levels that occur, as rows of `columns`; `pattern` is that of each person.

    The first column is 1, so that what is met on the columns is met in all. `margins` gives for each factor the level
    of every combination. The columns are sparse: their products are quick, and keep to one thread.
    """

    columns: csr_array
    pattern: Codes
    margins: tuple[Codes, ...]

    def sums(self, values: Floats) -> Floats:
        """The sums of a value over the people of each combination."""
        sums = np.bincount(self.pattern, weights=values, minlength=self.columns.shape[0])
        return sums.astype(np.float64)

    def totals(self, values: Floats) -> Floats:
        """The sums of a value over people, column by column."""
        return np.asarray(self.columns.T @ self.sums(values))

    def products(self, values: Floats) -> Floats:
        """The sums of a value times the products of two columns."""
        return products_of(self.columns, self.sums(values))

    def spread(self, by_column: Floats) -> Floats:
        """For each person the sum of their columns, each times its number."""
        return np.asarray((self.columns @ by_column)[self.pattern])


def design_of(population: Population, *, with_pairs: bool) -> Design:
    """The columns for a population: one for each level that stands by itself, and for pairs of levels if asked."""
    answered = population.answered
    levels = {
        name: collapsed(codes, answered, in_order=name in population.in_order)
        for name, codes in population.factors.items()
    }
    pairs = [frequent_pairs(levels[a], levels[b], answered) for a, b in population.pairs]
    every = [*levels.values(), *(pairs if with_pairs else [])]
    shapes = [int(codes.max(initial=0)) + 1 for codes in every]
    keys = np.ravel_multi_index(every, shapes) if every else np.zeros(len(answered), np.intp)
    names, pattern = np.unique(keys, return_inverse=True)
    split = np.unravel_index(names, shapes) if every else ()
    margins = tuple(np.asarray(codes, dtype=np.intp) for codes in split)
    return Design(_columns(margins, len(names)), pattern.astype(np.intp), margins[: len(levels)])


def products_of(columns: csr_array, weights: Floats) -> Floats:
    """The sums over rows of the products of two columns, each row by its weight."""
    weighed = columns.multiply(weights[:, None])
    return np.asarray((columns.T @ weighed.tocsr()).toarray(), dtype=np.float64)


def _columns(margins: tuple[Codes, ...], size: int) -> csr_array:
    """A first column of ones, and one for each level but the first of every factor."""
    rows, places, width = [np.arange(size)], [np.zeros(size, dtype=np.intp)], 1
    for codes in margins:
        named = np.flatnonzero(codes)
        rows.append(named)
        places.append(width - 1 + codes[named])
        width += int(codes.max(initial=0))
    where = (np.concatenate(rows), np.concatenate(places))
    return csr_array((np.ones(len(where[0])), where), shape=(size, width))
