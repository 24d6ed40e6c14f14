"""Where the tables of a work folder lie: a path carries the version of the step that made it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from spv2_spark.config import Settings


@dataclass(frozen=True, slots=True)
class Workdir:
    """A work folder: a local path or any URI that Spark can write to."""

    root: str

    def tokens(self, version: str = "") -> str:
        """Return the folder of the token tables of one version, a wave a subfolder; or of all."""
        return f"{self.root}/tokens/{_safe(version)}".rstrip("/")

    def tags(self, version: str) -> str:
        """Return the folder of the kept tags of one version, a wave a subfolder."""
        return f"{self.root}/tags/{_safe(version)}"

    def results(self, version: str) -> str:
        """Return the folder of the result tables of one version, a wave a subfolder."""
        return f"{self.root}/results/{_safe(version)}"


def workdir_of(settings: Settings) -> Workdir:
    """Return the work folder of the settings, without a slash at its end."""
    return Workdir(settings.process.workdir.rstrip("/"))


def ledger_url(settings: Settings) -> str:
    """Return the Task DB's URL: the settings', else a SQLite file in the work folder.

    The folder is made: SQLite makes the file only.
    """
    if settings.ledger.url:
        return settings.ledger.url
    folder = Path(settings.process.workdir).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'tasks.db'}"


def _safe(version: str) -> str:
    return quote(version, safe="")
