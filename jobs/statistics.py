"""spark-submit jobs/statistics.py --settings FILE...: see `spv2 statistics --help`."""

import sys

from spv2_spark.cli import main

if __name__ == "__main__":
    sys.exit(main(["statistics", "--verbose", *sys.argv[1:]]))
