"""spark-submit jobs/label.py --settings FILE: see `spv2 label --help`."""

import sys

from spv2_spark.cli import job

if __name__ == "__main__":
    sys.exit(job("label"))
