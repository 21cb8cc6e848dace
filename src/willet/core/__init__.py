"""The pure half of Willet: records, sources, lake, metrics and cases, usable without the web product."""
