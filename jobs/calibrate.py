"""spark-submit jobs/calibrate.py --settings FILE: see `spv2 calibrate --help`."""

import sys

from spv2_spark.cli import job

if __name__ == "__main__":
    sys.exit(job("calibrate"))
