"""Which wave's table has a paper's tokens is kept; tasks are claimed, and datasets grow, by it.

Tables of tokens of before are not looked for: what they hold is read anew.
"""

from alembic import op
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Text, text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add a table and two columns; claims go by an index of Scheduled tasks alone."""
    op.create_table(
        "cached",
        Column("paper_id", Text, nullable=False),
        Column("version", Text, nullable=False),
        Column("wave", Text, nullable=False),
        PrimaryKeyConstraint("paper_id", "version"),
    )
    op.add_column("tasks", Column("tokens_wave", Text, nullable=False, server_default=""))
    op.add_column("waves", Column("changes", Integer, nullable=False, server_default="0"))
    op.drop_index("tasks_to_claim", "tasks")
    to_claim = ["model_version", "losses", "created_at", "tokens_wave", "paper_id"]
    indexes = {
        "tasks_to_claim": (to_claim, text("state = 'Scheduled'")),
        "tasks_failed": (["model_version", "paper_id"], text("state = 'Failed'")),
    }
    for name, (columns, where) in indexes.items():
        op.create_index(name, "tasks", columns, postgresql_where=where, sqlite_where=where)
