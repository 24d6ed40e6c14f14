"""The world outside: the Spark session, tables on disk, command lines, logs, progress."""
