"""spark-submit jobs/train.py --settings FILE: see `spv2 train --help`."""

import sys

from spv2_spark.cli import main

if __name__ == "__main__":
    sys.exit(main(["train", "--verbose", *sys.argv[1:]]))
