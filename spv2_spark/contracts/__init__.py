"""One StructType a table, one comment a column, and a check that lists every mismatch."""
