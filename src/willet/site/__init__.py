"""The web product as a whole: settings, addresses and start-up; the only room that knows every room."""
