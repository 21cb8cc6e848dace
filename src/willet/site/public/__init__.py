"""The public listener: customers' pages and what phone systems hand in, in a process of its own, and nothing else."""
