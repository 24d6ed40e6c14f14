"""spark-submit jobs/export.py DATASET --format FORMAT --out URI: the same as `spv2 export`."""

import sys

from spv2_spark.cli import main

if __name__ == "__main__":
    sys.exit(main(["export", "--verbose", *sys.argv[1:]]))
