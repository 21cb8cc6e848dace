"""The week by the clock on the wall."""
