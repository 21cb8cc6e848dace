"""Live events under load: streams of a real server, events from a process beside it, what reaches pages and when."""
