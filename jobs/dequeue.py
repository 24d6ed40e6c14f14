"""spark-submit jobs/dequeue.py --settings FILE --out URI: the same as `spv2 dequeue`."""

import sys

from spv2_spark.cli import job

if __name__ == "__main__":
    sys.exit(job("dequeue"))
