"""Of papers with the same bytes one stands for the others, where the settings ask for it."""

from alembic import op
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Text, text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add a table, two columns and an index; no wave was looked at for its contents yet."""
    op.create_table(
        "contents",
        Column("sha1", Text, nullable=False),
        Column("model_version", Text, nullable=False),
        Column("paper_id", Text, nullable=False),
        PrimaryKeyConstraint("sha1", "model_version"),
    )
    op.add_column("waves", Column("one_per_content", Integer, nullable=False, server_default="0"))
    op.add_column("tasks", Column("same_as", Text))
    there = text("same_as IS NOT NULL")
    op.create_index("tasks_same", "tasks", ["same_as"], postgresql_where=there, sqlite_where=there)
