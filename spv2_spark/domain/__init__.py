"""The nouns of the project: plain values without any library but NumPy."""
