"""What ended a job of Spark's: its work (perhaps one paper's fault), or Spark itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from pyspark.errors import PythonException, SparkRuntimeException
from pyspark.sql import SparkSession

from spv2_spark.errors import Spv2Error
from spv2_spark.valid_text import one_line

# Spark says so of a task that failed as often as it may, unless what the task raised has a class
# of its own in PySpark: then that is all it says.
_ABORTED = "stage failure"
_RAISED_BY_TASKS = (PythonException, SparkRuntimeException)
_CAUSE = re.compile(r"most recent failure:(?: Lost task [^:]*:)?\s*(.*)")
_RAISED = re.compile(
    r"^(?:Caused by: )?((?:\w+\.)*\w+(?:Error|Exception|Interrupt): (?!Traceback).*)$", re.MULTILINE
)


class StageAbortedError(Spv2Error):
    """A task failed as often as it may; the message is what it failed with."""


class SessionLostError(Spv2Error):
    """Spark is gone: its process died, or its application was ended."""


@contextmanager
def told_apart(spark: SparkSession) -> Iterator[None]:
    """Run the block's job; raise StageAbortedError or SessionLostError for what Spark raises.

    Anything else, such as a place that cannot be written, is raised as it is.
    """
    try:
        yield
    except Spv2Error:
        raise
    except Exception as error:
        if not is_alive(spark):
            raise SessionLostError(f"Spark is gone ({type(error).__name__})") from error
        if _ABORTED in str(error) or isinstance(error, _RAISED_BY_TASKS):
            raise StageAbortedError(cause_of(str(error))) from error
        raise


def is_alive(spark: SparkSession) -> bool:
    """Whether the session's process answers and its application runs."""
    try:
        return not spark.sparkContext._jsc.sc().isStopped()
    except Exception:  # noqa: BLE001  whatever it says, it does not answer
        return False


def cause_of(told: str) -> str:
    """Return in a line what a task failed with, out of the text of Spark's exception.

    The innermost cause: Spark 3.5 wraps it in one that says only that rows could not be written.
    """
    found = _CAUSE.search(told)
    behind = told[found.start(1) :] if found else told
    raised = _RAISED.findall(behind.partition("\nDriver stacktrace:")[0])
    return one_line(raised[-1] if raised else behind.partition("\n")[0])
