"""The Task DB: which paper is in which state under which model version, and why.

SQLAlchemy Core over a SQLite file (WAL) or PostgreSQL (psycopg 3). Results live in Parquet;
a task names the wave that they were written by.
"""

from spv2_spark.ledger.heartbeat import Heartbeat
from spv2_spark.ledger.ledger import Ledger, open_ledger
from spv2_spark.ledger.records import Counts, DoneTask, Enqueued, Settled, Wave

__all__ = [
    "Counts", "DoneTask", "Enqueued", "Heartbeat", "Ledger", "Settled", "Wave", "open_ledger",
]  # fmt: skip
