"""The doors: the Spark session, tables on disk, command lines, logs, progress."""
