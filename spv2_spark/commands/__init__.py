"""What the subcommands of `spv2` take and do; the work is in `spv2_spark.pipeline`.

What a command needs is imported when it runs: `spv2 --help` starts neither Spark nor
TensorFlow.
"""
