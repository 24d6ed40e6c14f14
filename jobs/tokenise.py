"""spark-submit jobs/tokenise.py --settings FILE: see `spv2 tokenise --help`."""

import sys

from spv2_spark.cli import job

if __name__ == "__main__":
    sys.exit(job("tokenise"))
