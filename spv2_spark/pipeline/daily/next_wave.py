"""The next wave of a run: claimed, or waited for while a driver that died still holds papers."""

from __future__ import annotations

import logging
import time

from spv2_spark.config import LedgerSettings
from spv2_spark.ledger import Ledger, Wave

LOG = logging.getLogger(__name__)
_LONGEST_WAIT_S = 5.0


def next_wave(
    ledger: Ledger, limits: LedgerSettings, version: str, papers: int, owner: str
) -> Wave | None:
    """Claim a wave of at most `papers`; None if nothing is Scheduled, and nothing soon will be.

    Where others hold papers of the version it waits for their leases, a lease long at most: the
    papers of a driver that died are then this run's. A lease that is renewed meanwhile is of a
    driver that lives, which is left alone.
    """
    seen: dict[str, float] = {}
    wait_s = min(_LONGEST_WAIT_S, limits.heartbeat_s / 4)
    while True:
        wave = ledger.claim(version, papers, owner, limits.lease_s, limits.max_losses)
        if wave is not None:
            return wave
        held = [
            lease
            for lease in ledger.leases(version)
            if seen.setdefault(lease.wave, lease.lease_until) == lease.lease_until
        ]
        if not held:
            return None
        told = ", ".join(sorted({lease.owner for lease in held}))
        LOG.info("%d papers are held by %s: waiting", sum(one.papers for one in held), told)
        time.sleep(wait_s)
