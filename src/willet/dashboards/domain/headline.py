"""The figure the overview speaks of first."""

from willet.figures.domain.overview import FIGURES

HEADLINE = FIGURES[0]
