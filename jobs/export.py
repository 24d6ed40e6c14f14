"""spark-submit jobs/export.py DATASET --format FORMAT --out URI: the same as `spv2 export`."""

import sys

from spv2_spark.cli import job

if __name__ == "__main__":
    sys.exit(job("export"))
