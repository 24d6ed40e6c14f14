"""SIGINT in a driver: its job is cancelled, and Spark can be spoken to by what cleans up."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Any, NoReturn

from pyspark.sql import SparkSession


def interruptible(spark: SparkSession) -> SparkSession:
    """Have SIGINT cancel the session's jobs and raise KeyboardInterrupt in the main thread.

    PySpark's own handler asks Java on the connection on which the main thread awaits an answer:
    each later call is then given the answer of the one before it, and fails with a Py4JError of
    any name. Python's own leaves the answer for the next call to find. Does nothing in another
    thread, where no handler can be set.
    """

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        context: Any = spark.sparkContext
        connection = context._gateway._gateway_client.get_thread_connection()
        if connection is not None:
            connection.close()  # the next call opens another one
        context.cancelAllJobs()
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, interrupt)
    return spark
