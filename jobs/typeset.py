"""spark-submit jobs/typeset.py --settings FILE: see `spv2 typeset --help`."""

import sys

from spv2_spark.cli import job

if __name__ == "__main__":
    sys.exit(job("typeset"))
