"""Tasks say what their last attempt cost, and how many pages of the paper were read."""

from alembic import op
from sqlalchemy import Column, Double, Integer

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add three columns; what ended before has nothing in them."""
    op.add_column("tasks", Column("seconds", Double))
    op.add_column("tasks", Column("pages", Integer))
    op.add_column("tasks", Column("pages_read", Integer))
