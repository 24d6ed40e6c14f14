"""spark-submit jobs/token_statistics.py --settings FILE: see `spv2 token-statistics --help`."""

import sys

from spv2_spark.cli import main

if __name__ == "__main__":
    sys.exit(main(["token-statistics", "--verbose", *sys.argv[1:]]))
