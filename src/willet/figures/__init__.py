"""Ask the lake with a reader's rights, and draw the answer: selections, tiles, tables, exports."""
