"""The nouns of the project, and how their strings compare: plain values, no library but NumPy."""
