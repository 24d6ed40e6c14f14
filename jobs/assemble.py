"""spark-submit jobs/assemble.py --settings FILE: see `spv2 assemble --help`."""

import sys

from spv2_spark.cli import main

if __name__ == "__main__":
    sys.exit(main(["assemble", "--verbose", *sys.argv[1:]]))
