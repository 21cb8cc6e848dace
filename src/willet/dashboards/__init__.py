"""The boards: what the centre's figures are, how sure they are, how they move, and what is behind them."""
