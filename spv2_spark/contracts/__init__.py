"""A class a table, a comment a column, and a check that lists every mismatch."""
