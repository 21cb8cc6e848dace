"""The room of the reports: figures by mail again and again, in the language and by the rights of each reader."""
