"""The Task DB: which paper is in which state under which model version, and why.

SQLAlchemy Core over a SQLite file (WAL) or PostgreSQL (psycopg 3). Results live in Parquet;
a task names the wave that they were written by.
"""

from spv2_spark.ledger.heartbeat import Heartbeat
from spv2_spark.ledger.ledger import Ledger, open_ledger
from spv2_spark.ledger.records import (
    DoneTask,
    Enqueued,
    FailedTask,
    FailureFilter,
    Forgotten,
    PastWave,
    Run,
    Settled,
    SettledWave,
    SlowPaper,
    Used,
    Wave,
)
from spv2_spark.ledger.schema import migrate

__all__ = [
    "DoneTask",
    "Enqueued",
    "FailedTask",
    "FailureFilter",
    "Forgotten",
    "Heartbeat",
    "Ledger",
    "PastWave",
    "Run",
    "Settled",
    "SettledWave",
    "SlowPaper",
    "Used",
    "Wave",
    "migrate",
    "open_ledger",
]
