"""What can be done with jobs: ask, claim, carry out, cancel, try again, and keep their schedules."""
