"""Tasks of the Task DB as JSON: `failures.jsonl`, `left_out.jsonl`, and what commands print."""

from __future__ import annotations

import time
from typing import Any

from spv2_spark.domain.status import Status, VersionStatus
from spv2_spark.ledger.records import FailedTask, LeftOutTask


def iso(seconds: float) -> str:
    """Return a time as ISO 8601 in UTC.

    >>> iso(0)
    '1970-01-01T00:00:00Z'
    """
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def failure_json(task: FailedTask) -> dict[str, Any]:
    """Return a Failed task as a JSON object."""
    return {
        "paperId": task.paper_id,
        "uri": task.uri,
        "docName": task.doc_name,
        "docSha": task.sha1,
        "stage": task.failure.stage,
        "kind": task.failure.kind.value,
        "message": task.failure.message,
        "attempts": task.attempts,
        "modelVersion": task.version,
        "endedAt": iso(task.ended_at),
    }


def left_out_json(task: LeftOutTask) -> dict[str, Any]:
    """Return a Done task that is not in the dataset as a JSON object."""
    return {
        "paperId": task.paper_id,
        "uri": task.uri,
        "docName": task.doc_name,
        "docSha": task.sha1,
        "why": task.why,
        "sameAs": task.same_as,
    }


def status_json(status: Status) -> dict[str, Any]:
    """Return a status as a JSON object; times are ISO 8601, spans are seconds."""
    return {
        "at": iso(status.at),
        "versions": [_version_json(one) for one in status.versions],
        "waves": [
            {
                "wave": one.wave,
                "modelVersion": one.version,
                "owner": one.owner,
                "papers": one.papers,
                "claimedAt": iso(one.claimed_at),
                "leaseUntil": iso(one.lease_until),
                "leaseLeft": round(one.lease_until - status.at, 1),
            }
            for one in status.leases
        ],
    }


def _version_json(one: VersionStatus) -> dict[str, Any]:
    left = one.seconds_left
    return {
        "modelVersion": one.version,
        "states": {state.value: count for state, count in one.counts.by_state.items()},
        "failedByKind": {kind.value: n for kind, n in sorted(one.counts.failed_by_kind.items())},
        "leftOut": dict(sorted(one.counts.left_out.items())),
        "pages": one.pages.pages,
        "unreadPages": one.pages.unread,
        "papersPerSecond": round(one.papers_per_second, 4),
        "secondsLeft": None if left is None else round(left, 1),
    }
