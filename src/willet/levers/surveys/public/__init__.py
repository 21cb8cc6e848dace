"""The pages of customers: on a listener of their own, opened by a signed link and by nothing else."""
