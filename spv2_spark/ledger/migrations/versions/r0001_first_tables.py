"""The first tables: papers, tasks, waves. Databases of before `spv2 migrate` start here."""

from alembic import op
from sqlalchemy import CheckConstraint, Column, Double, Integer, PrimaryKeyConstraint, Text

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "papers",
        Column("paper_id", Text, primary_key=True),
        Column("uri", Text, nullable=False),
        Column("doc_name", Text, nullable=False),
        Column("first_seen", Double, nullable=False),
    )
    op.create_table(
        "tasks",
        Column("paper_id", Text, nullable=False),
        Column("model_version", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("wave", Text),
        Column("failure_stage", Text),
        Column("failure_kind", Text),
        Column("failure_message", Text),
        Column("sha1", Text),
        Column("created_at", Double, nullable=False),
        Column("started_at", Double),
        Column("ended_at", Double),
        PrimaryKeyConstraint("paper_id", "model_version"),
        CheckConstraint(
            "state IN ('Scheduled', 'Processing', 'Failed', 'Done')", name="known_state"
        ),
    )
    by_age = ["model_version", "state", "created_at", "paper_id"]
    op.create_index("tasks_by_age", "tasks", by_age)
    op.create_index("tasks_by_wave", "tasks", ["wave"])
    op.create_table(
        "waves",
        Column("wave", Text, primary_key=True),
        Column("model_version", Text, nullable=False),
        Column("owner", Text, nullable=False),
        Column("claimed_at", Double, nullable=False),
        Column("lease_until", Double, nullable=False),
        Column("papers", Integer, nullable=False),
        Column("state", Text, nullable=False),
        Column("ended_at", Double),
        CheckConstraint("state IN ('open', 'settled', 'lost')", name="known_wave_state"),
    )
    op.create_index("waves_by_lease", "waves", ["state", "lease_until"])
