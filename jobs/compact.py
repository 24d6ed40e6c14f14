"""spark-submit jobs/compact.py --settings FILE: the same as `spv2 compact`."""

import sys

from spv2_spark.cli import main

if __name__ == "__main__":
    sys.exit(main(["compact", "--verbose", *sys.argv[1:]]))
