"""The room of the calls themselves: import runs, rejects, call pages, and asking the lake with a reader's rights."""
