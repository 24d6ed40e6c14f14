"""The Task DB's schema, revision by revision (Alembic); `spv2 migrate` runs what is missing."""
