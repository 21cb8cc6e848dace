"""The tables of this room are those that its migrations make: no width, default or bound is another."""

from tests.scaffold.tables_wanted import lacking


def test_the_migrations_make_every_column_as_its_model_says() -> None:
    assert lacking("figures") == []
