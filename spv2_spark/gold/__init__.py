"""Gold: publishers' own files read as domain values, and found again in a paper's tokens."""
