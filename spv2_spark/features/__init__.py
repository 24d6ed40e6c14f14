"""NumPy: token statistics, word shapes, pages as arrays, the page pool."""
