"""The exceptions of the project, and failures as data.

An exception ends a command (bad settings, a damaged model). A `Failure` ends one
paper: it travels as a row beside the results, so that one paper never costs another.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from spv2_spark.valid_text import one_line


class Spv2Error(Exception):
    """Base of every error that the command line reports in one line."""


class SettingsError(Spv2Error):
    """A settings file has an unknown key, a wrong type or an impossible value."""


class ContractError(Spv2Error):
    """A table does not have the columns and types that its contract declares."""


class ModelError(Spv2Error):
    """A model package is missing, damaged, foreign or of another format version."""


class GoldError(Spv2Error):
    """A gold file cannot be read; the message says why."""


class SourceError(Spv2Error):
    """A path that was given to be listed is missing, unreadable or of an unknown kind."""


class OutputError(Spv2Error):
    """A place cannot be written to, or holds something that this program did not write."""


class LedgerError(Spv2Error):
    """The Task DB refused a move or cannot be reached."""


class NoTaskDbError(LedgerError):
    """Where the Task DB should be, there is none yet."""


class TooManyFailuresError(Spv2Error):
    """Too much of a wave failed for reasons that lie outside the papers: the run stopped."""


class Kind(str, Enum):
    """Why a paper failed. `permanent` kinds are not worth a second attempt."""

    NOT_A_PDF = "not_a_pdf"
    ENCRYPTED = "encrypted"
    NO_PAGES = "no_pages"
    NO_TEXT = "no_text"
    LETTERS_UNKNOWN = "letters_unknown"  # fonts without a map, or with a wrong one
    TOO_LARGE = "too_large"
    NOT_FOUND = "not_found"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"
    FETCH = "fetch"
    MODEL = "model"
    ABORT = "abort"  # alone it ends a stage of Spark's, after all attempts of the task
    LOST = "lost"

    @property
    def permanent(self) -> bool:
        """Whether the same bytes would fail in the same way again."""
        return self in _PERMANENT


_PERMANENT = frozenset([
    Kind.NOT_A_PDF, Kind.ENCRYPTED, Kind.NO_PAGES, Kind.NO_TEXT, Kind.LETTERS_UNKNOWN,
    Kind.TOO_LARGE, Kind.NOT_FOUND, Kind.ABORT,
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Failure:
    """One paper's end without a result.

    `stage` is the step that failed ("fetch", "tokenise", "predict", "lease", ...), `message`
    a line for a person. Both often quote the paper, so they are made valid here
    (`valid_text.one_line`) and need no cleaning anywhere else.
    """

    stage: str
    kind: Kind
    message: str

    def __post_init__(self) -> None:
        """Make the texts valid lines."""
        for name in ("stage", "message"):
            object.__setattr__(self, name, one_line(getattr(self, name)))
