"""The page of `python -m moderation evaluate`: its tables and the errors behind them."""
