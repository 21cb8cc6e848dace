"""The pages of resolution."""
