"""The doors: SparkSession, tables under contracts, settings from argv, logs, progress."""
