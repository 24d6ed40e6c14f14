"""spark-submit jobs/clean.py --settings FILE [--yes]: the same as `spv2 clean`."""

import sys

from spv2_spark.cli import job

if __name__ == "__main__":
    sys.exit(job("clean"))
