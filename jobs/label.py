"""spark-submit jobs/label.py --settings FILE: see `spv2 label --help`."""

import sys

from spv2_spark.cli import main

if __name__ == "__main__":
    sys.exit(main(["label", "--verbose", *sys.argv[1:]]))
