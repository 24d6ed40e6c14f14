"""The Task DB's tables. Times are seconds since the epoch, UTC.

A change here is a revision more in `migrations/versions`, and `schema.HEAD` names it; a test holds
what the revisions make equal to these.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Double,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData()
# Of the last attempt. `left_out` is why a Done paper is not in the dataset, `same_as` the one there
# that has its bytes.
ENDING = ("failure_stage", "failure_kind", "failure_message", "sha1", "left_out", "same_as")
# Of the last attempt: domain.effort.Effort; null where none was told.
EFFORT = {"seconds": Double, "pages": Integer, "pages_read": Integer}
SCHEMA_TABLE = "spv2_spark_schema"

papers = Table(
    "papers",
    metadata,
    Column("paper_id", Text, primary_key=True),
    Column("uri", Text, nullable=False),
    Column("doc_name", Text, nullable=False),
    Column("first_seen", Double, nullable=False),
)

tasks = Table(
    "tasks",
    metadata,
    Column("paper_id", Text, nullable=False),
    Column("model_version", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    # Waves that died with it: not the paper's own attempts, or killed drivers would fail all.
    Column("losses", Integer, nullable=False, server_default="0"),
    Column("wave", Text),  # the last one that claimed it
    *(Column(name, Text) for name in ENDING),
    *(Column(name, kind) for name, kind in EFFORT.items()),
    # The wave whose table had the paper's tokens when the task was made, "" if none had.
    Column("tokens_wave", Text, nullable=False, server_default=""),
    Column("created_at", Double, nullable=False),
    Column("started_at", Double),
    Column("ended_at", Double),
    PrimaryKeyConstraint("paper_id", "model_version"),
    CheckConstraint("state IN ('Scheduled', 'Processing', 'Failed', 'Done')", name="known_state"),
    # Claiming reads Scheduled ones in this order: a wave's tokens then lie in few tables. What is
    # claimed leaves the index, and no later move of it writes there.
    Index(
        "tasks_to_claim",
        *("model_version", "losses", "created_at", "tokens_wave", "paper_id"),
        postgresql_where=text("state = 'Scheduled'"),
        sqlite_where=text("state = 'Scheduled'"),
    ),
    Index(
        "tasks_failed",
        *("model_version", "paper_id"),
        postgresql_where=text("state = 'Failed'"),
        sqlite_where=text("state = 'Failed'"),
    ),
    Index("tasks_by_wave", "wave"),
    Index(
        "tasks_same",
        "same_as",
        postgresql_where=text("same_as IS NOT NULL"),
        sqlite_where=text("same_as IS NOT NULL"),
    ),
    Index("tasks_by_end", "ended_at"),
)

# The lease stands here and not in every task: a heartbeat then writes one row, not a wave's
# ten thousand, and whoever moves the wave's row first (settle or expire) has all its tasks.
waves = Table(
    "waves",
    metadata,
    Column("wave", Text, primary_key=True),
    Column("model_version", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("claimed_at", Double, nullable=False),
    Column("lease_until", Double, nullable=False),
    Column("papers", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("ended_at", Double),
    # How often Done papers were taken from it since it was settled: datasets that have it are old.
    Column("changes", Integer, nullable=False, server_default="0"),
    # 1 once one paper of each content that it made Done is left in the dataset (`contents`).
    Column("one_per_content", Integer, nullable=False, server_default="0"),
    CheckConstraint("state IN ('open', 'settled', 'lost')", name="known_wave_state"),
    Index("waves_by_lease", "state", "lease_until"),
)

# The wave whose table of tokens (or tags) of a version has a paper: what need not be made again.
cached = Table(
    "cached",
    metadata,
    Column("paper_id", Text, nullable=False),
    Column("version", Text, nullable=False),  # of the tables, not of results
    Column("wave", Text, nullable=False),
    PrimaryKeyConstraint("paper_id", "version"),
)

# The Done paper, in the dataset, that stands for all whose PDFs have the same bytes.
contents = Table(
    "contents",
    metadata,
    Column("sha1", Text, nullable=False),
    Column("model_version", Text, nullable=False),
    Column("paper_id", Text, nullable=False),
    PrimaryKeyConstraint("sha1", "model_version"),
)

# One row: the revision. As Alembic has it, whose own default name others may use in the database.
schema = Table(
    SCHEMA_TABLE, MetaData(), Column("version_num", String(32), primary_key=True, nullable=False)
)

OPEN, SETTLED, LOST = "open", "settled", "lost"

# Filled by one call on one connection, then dropped. Nobody else's table has such a name.
incoming = Table(
    "spv2_spark_incoming",
    MetaData(),
    Column("position", Integer, primary_key=True),
    Column("paper_id", Text, nullable=False),
    Column("uri", Text, nullable=False),
    Column("doc_name", Text, nullable=False),
    prefixes=["TEMPORARY"],
)

noted = Table(
    "spv2_spark_noted",
    MetaData(),
    Column("paper_id", Text, primary_key=True),
    prefixes=["TEMPORARY"],
)

verdicts = Table(
    "spv2_spark_verdicts",
    MetaData(),
    Column("paper_id", Text, primary_key=True),
    Column("state", Text, nullable=False),
    *(Column(name, Text) for name in ENDING),
    *(Column(name, kind) for name, kind in EFFORT.items()),
    prefixes=["TEMPORARY"],
)
