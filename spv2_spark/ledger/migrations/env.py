"""What Alembic runs first: our connection, in the transaction that it is in."""

from alembic import context

from spv2_spark.ledger.tables import SCHEMA_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=SCHEMA_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
