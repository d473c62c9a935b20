"""Rules and the law behind them, explained one at a time: for a terminal, as a Markdown page, and as plain values."""
