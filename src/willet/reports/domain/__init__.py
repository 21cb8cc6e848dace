"""When a report is due, what stands in it for one reader, and how it is sent once."""
