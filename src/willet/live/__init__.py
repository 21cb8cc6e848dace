"""Live events: what happens in a room reaches the pages that are open, over one stream per browser."""
