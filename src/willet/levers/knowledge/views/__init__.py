"""The pages of articles: read, written, reviewed."""
