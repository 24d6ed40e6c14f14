"""spark-submit jobs/train.py --settings FILE: see `spv2 train --help`."""

import sys

from spv2_spark.cli import job

if __name__ == "__main__":
    sys.exit(job("train"))
