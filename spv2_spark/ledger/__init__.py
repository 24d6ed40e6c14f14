"""SQLAlchemy: the Task DB."""
