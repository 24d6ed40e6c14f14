"""spark-submit jobs/references.py URI --out URI: the same as `spv2 references`."""

import sys

from spv2_spark.cli import job

if __name__ == "__main__":
    sys.exit(job("references"))
