"""spark-submit jobs/featurise.py --settings FILE: see `spv2 featurise --help`."""

import sys

from spv2_spark.cli import job

if __name__ == "__main__":
    sys.exit(job("featurise"))
