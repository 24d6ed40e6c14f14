"""spark-submit jobs/token_statistics.py --settings FILE: see `spv2 token-statistics --help`."""

import sys

from spv2_spark.cli import job

if __name__ == "__main__":
    sys.exit(job("token-statistics"))
