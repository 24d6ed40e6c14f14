"""Where the tables of a work folder lie: a path carries the version of the step that made it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from spv2_spark.config import Settings
from spv2_spark.errors import OutputError, SettingsError
from spv2_spark.sources.uris import local_path, scheme_of


@dataclass(frozen=True, slots=True)
class Workdir:
    """A work folder: a local path or any URI that Spark can write to."""

    root: str

    def tokens(self, version: str = "") -> str:
        """Return the folder of the token tables of one version, a wave a subfolder; or of all."""
        return f"{self.root}/tokens/{_safe(version)}".rstrip("/")

    def tags(self, version: str = "") -> str:
        """Return the folder of the kept tags of one version, a wave a subfolder; or of all."""
        return f"{self.root}/tags/{_safe(version)}".rstrip("/")

    def results(self, version: str = "") -> str:
        """Return the folder of the result tables of one version, a wave a subfolder; or of all."""
        return f"{self.root}/results/{_safe(version)}".rstrip("/")

    @property
    def run_page(self) -> str:
        """The page of the last run."""
        return f"{self.root}/run.html"


def version_of(folder: str) -> str:
    """Return the version whose tables lie in a folder of that name."""
    return unquote(folder)


def workdir_of(settings: Settings) -> Workdir:
    """Return the work folder of the settings, without a slash at its end."""
    return Workdir(settings.process.workdir.rstrip("/"))


def check_task_db(settings: Settings) -> None:
    """Raise SettingsError if the settings name no Task DB, and none can be in the work folder."""
    work = settings.process.workdir
    if not settings.ledger.url and scheme_of(work) != "file":
        raise SettingsError(
            f"process.workdir is {work}, where no SQLite file can be: ledger.url must name the "
            "Task DB (postgresql://USER@HOST/DATABASE)"
        )


def ledger_url(settings: Settings) -> str:
    """Return the Task DB's URL: the settings', else of a SQLite file in the work folder.

    Raises SettingsError as `check_task_db`.
    """
    check_task_db(settings)
    return settings.ledger.url or f"sqlite:///{_local(settings) / 'tasks.db'}"


def make_local(settings: Settings) -> None:
    """Make a work folder on this machine; raises SettingsError as `check_task_db`."""
    check_task_db(settings)
    try:
        _local(settings).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{settings.process.workdir}: {error.strerror}") from error


def _local(settings: Settings) -> Path:
    return local_path(settings.process.workdir).resolve()


def _safe(version: str) -> str:
    return quote(version, safe="")
