"""Words of the five languages that stand in the cells of a table, as patterns of the engine's expressions."""
