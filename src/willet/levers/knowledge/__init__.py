"""Articles for agents: found, read, used, flagged, mended and approved; in five languages."""
