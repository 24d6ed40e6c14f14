"""What goes wrong, as statuses of HTTP and bodies that a program can read."""

from __future__ import annotations

import json

from starlette.responses import Response

from spv2_spark.errors import Failure, Kind
from spv2_spark.service.admission import FullError
from spv2_spark.service.formats import failure_json

# A failure is of the paper (4xx) or of what works on it (5xx).
STATUSES = {
    Kind.NOT_A_PDF: 422,
    Kind.ENCRYPTED: 422,
    Kind.NO_PAGES: 422,
    Kind.NO_TEXT: 422,
    Kind.TOO_LARGE: 413,
    Kind.NOT_FOUND: 404,
    Kind.FETCH: 502,
    Kind.TIMEOUT: 504,
}


class Problem(Exception):  # noqa: N818  no fault of the program, but an answer
    """A request that is answered with `status` and a sentence."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def problem_response(problem: Problem) -> Response:
    """Return the answer to a request that cannot be worked on."""
    body = json.dumps({"error": {"message": str(problem), "stackTrace": "", "docName": ""}})
    return Response(body, problem.status, media_type="application/json")


def full_response(full: FullError) -> Response:
    """Return 429 with Retry-After in seconds."""
    response = problem_response(Problem(429, str(full)))
    response.headers["Retry-After"] = str(full.retry_after_s)
    return response


def failure_response(failure: Failure, name: str) -> Response:
    """Return a paper's failure with the status of its kind."""
    status = STATUSES.get(failure.kind, 500)
    return Response(failure_json(failure, name), status, media_type="application/json")
