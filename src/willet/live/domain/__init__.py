"""What the live events do: they are published, read, and heard by those who may."""
