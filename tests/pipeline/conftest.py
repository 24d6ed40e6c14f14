"""The Task DB's fixtures serve here too."""

from tests.ledger.conftest import postgres_database, postgres_url, url

__all__ = ["postgres_database", "postgres_url", "url"]
