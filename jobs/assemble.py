"""spark-submit jobs/assemble.py --settings FILE: see `spv2 assemble --help`."""

import sys

from spv2_spark.cli import job

if __name__ == "__main__":
    sys.exit(job("assemble"))
