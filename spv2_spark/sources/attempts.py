"""Attempts and the waits between them, the same for fetches and for listings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    wait_exponential,
    wait_random,
)

from spv2_spark.config import SourceSettings
from spv2_spark.errors import SourceError
from spv2_spark.sources.problems import DoubtfulError, FinalError, TransientError

T = TypeVar("T")
# A soft "not found" page costs its bytes each time, and mostly stays one.
_DOUBTFUL_READS = 3


def attempts_of(settings: SourceSettings) -> Retrying:
    """Return what calls a function again while it raises TransientError, then lets it through.

    `settings.attempts` times in all, with exponential waits and jitter; bytes that are
    doubtful (DoubtfulError) are read three times at most.
    """
    most = max(1, settings.attempts)

    def stop(state: RetryCallState) -> bool:
        error = state.outcome.exception() if state.outcome else None
        doubtful = isinstance(error, DoubtfulError)
        return state.attempt_number >= (min(most, _DOUBTFUL_READS) if doubtful else most)

    return Retrying(
        stop=stop,
        wait=wait_exponential(multiplier=settings.first_wait_s, max=settings.max_wait_s)
        + wait_random(0, settings.first_wait_s),
        retry=retry_if_exception_type(TransientError),
        reraise=True,
    )


def patiently(what: str, settings: SourceSettings, call: Callable[[], T]) -> T:
    """Return what `call` does after as many attempts as it takes; else a SourceError of `what`."""
    attempts = attempts_of(settings)
    try:
        return attempts(call)
    except FinalError as error:
        raise SourceError(f"{what}: {error}") from error
    except TransientError as error:
        tried = attempts.statistics.get("attempt_number", 1)
        raise SourceError(f"{what}: {error} (tried {tried} times)") from error
