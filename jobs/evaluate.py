"""spark-submit jobs/evaluate.py --settings FILE: see `spv2 evaluate --help`."""

import sys

from spv2_spark.cli import job

if __name__ == "__main__":
    sys.exit(job("evaluate"))
