"""What a board works out from answers: changes, trends, tables."""
