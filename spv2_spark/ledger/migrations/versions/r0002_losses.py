"""Tasks count the waves that died with them; claiming goes by that first.

Databases that were made after this and before `spv2 migrate` have all or a part of it.
"""

from alembic import op
from sqlalchemy import Column, Integer, inspect

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what is missing."""
    columns = {one["name"] for one in inspect(op.get_bind()).get_columns("tasks")}
    if "losses" not in columns:
        op.add_column("tasks", Column("losses", Integer, nullable=False, server_default="0"))
    to_claim = ["model_version", "state", "losses", "created_at", "paper_id"]
    op.create_index("tasks_to_claim", "tasks", to_claim, if_not_exists=True)
    op.drop_index("tasks_by_age", "tasks", if_exists=True)
