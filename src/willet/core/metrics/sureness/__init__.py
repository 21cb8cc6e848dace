"""How sure a figure is: the intervals of shares, means and quantiles, and what to know of them."""
