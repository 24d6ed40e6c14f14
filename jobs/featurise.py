"""spark-submit jobs/featurise.py --settings FILE: see `spv2 featurise --help`."""

import sys

from spv2_spark.cli import main

if __name__ == "__main__":
    sys.exit(main(["featurise", "--verbose", *sys.argv[1:]]))
