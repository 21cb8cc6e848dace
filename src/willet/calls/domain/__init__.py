"""What this room can do: ask the lake, find the calls behind a number, take files in, give tables out."""
