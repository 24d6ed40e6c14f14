"""spark-submit jobs/enqueue.py --settings FILE PATH...: the same as `spv2 enqueue`."""

import sys

from spv2_spark.cli import job

if __name__ == "__main__":
    sys.exit(job("enqueue"))
