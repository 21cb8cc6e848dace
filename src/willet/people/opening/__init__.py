"""The opening of an installation: who comes first, and the first steps from there."""
