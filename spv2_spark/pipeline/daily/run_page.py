"""The page of a run in the work folder: what a person looks at in the morning."""

from __future__ import annotations

import logging

from py4j.protocol import Py4JError
from pyspark.sql import SparkSession

from spv2_spark.errors import OutputError, Spv2Error
from spv2_spark.ledger import Ledger
from spv2_spark.pipeline.workdir import Workdir
from spv2_spark.report.run_html import run_html
from spv2_spark.runtime.filesystem import Place
from spv2_spark.runtime.outputs import bears_mark, not_ours, write_file

LOG = logging.getLogger(__name__)


def write_run_page(
    spark: SparkSession, work: Workdir, ledger: Ledger, version: str, since: float
) -> None:
    """Write what was done for a version since a time as `run.html`, in place of such a page.

    A page that cannot be written is a line in the log: the run that it tells of was well.
    """
    try:
        if (run := ledger.run(version, since)) is None:
            return
        place = Place(spark, work.run_page)
        _put(place, run_html(run))
    except (Spv2Error, Py4JError) as error:
        told = (str(error).strip().splitlines() or [type(error).__name__])[0]
        LOG.warning("%s has no page of this run: %s", work.root, told)
    else:
        LOG.info("%s tells of this run", place)


def _put(place: Place, page: str) -> None:
    # Not by Hadoop, which would leave a checksum beside it that other programs do not heed.
    if (path := place.on_this_machine) is not None:
        write_file(path, page.encode())
        return
    found = place.read_text()
    if found is not None and not bears_mark(found.encode()):
        raise OutputError(not_ours(str(place)))
    place.write_text(page)
