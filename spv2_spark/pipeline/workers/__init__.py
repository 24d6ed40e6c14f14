"""What runs on Spark's workers in more than one cycle: papers are read, documents tagged."""
