"""A program of spark-submit's that does nothing: its options are what is tried."""
