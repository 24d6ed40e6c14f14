"""spark-submit jobs/compact.py --settings FILE: the same as `spv2 compact`."""

import sys

from spv2_spark.cli import job

if __name__ == "__main__":
    sys.exit(job("compact"))
