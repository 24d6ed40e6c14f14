"""The world outside: the Spark session, tables on disk, what is ours to replace, progress."""
