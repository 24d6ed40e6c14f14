"""spark-submit jobs/evaluate.py --settings FILE: see `spv2 evaluate --help`."""

import sys

from spv2_spark.cli import main

if __name__ == "__main__":
    sys.exit(main(["evaluate", "--verbose", *sys.argv[1:]]))
