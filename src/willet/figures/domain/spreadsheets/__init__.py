"""Tables as files that a reader's own spreadsheet opens: its separator, its decimal mark, the reader's words."""
