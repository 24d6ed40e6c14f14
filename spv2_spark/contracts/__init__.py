"""One StructType a table, and the check that a DataFrame keeps it."""
