"""The bibliography: its entries, and the parts of each."""
