"""Done tasks say why their paper is not in the dataset; what ended lately is found by its time."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add a column and an index."""
    op.add_column("tasks", Column("left_out", Text))
    op.create_index("tasks_by_end", "tasks", ["ended_at"])
