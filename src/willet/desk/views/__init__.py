"""The pages of the desk, and the addresses that phone systems tell of calls at."""
