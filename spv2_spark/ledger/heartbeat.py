"""A thread that keeps a wave's lease while its process lives."""

from __future__ import annotations

import threading
import time

from spv2_spark.errors import LedgerError
from spv2_spark.ledger.ledger import Ledger
from spv2_spark.ledger.records import Wave


class Heartbeat:
    """Renew `wave`'s lease by `lease_s` seconds every `interval_s`, inside a `with` block.

    `lost` turns true once the lease is gone: the database says so, or it could not be asked
    for a whole lease. The thread is a daemon: it dies with its process, and the lease after it.
    """

    def __init__(self, ledger: Ledger, wave: Wave, lease_s: float, interval_s: float) -> None:
        self.lost = False
        self._stop = threading.Event()
        beats = (ledger, wave, lease_s, interval_s)
        self._thread = threading.Thread(
            target=self._beat, args=beats, name="heartbeat", daemon=True
        )

    def __enter__(self) -> Heartbeat:
        """Start to renew."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop; a renewal that is under way ends first."""
        self._stop.set()
        self._thread.join()

    def _beat(self, ledger: Ledger, wave: Wave, lease_s: float, interval_s: float) -> None:
        held_until = time.monotonic() + lease_s
        while not self.lost and not self._stop.wait(interval_s):
            asked_at = time.monotonic()
            try:
                self.lost = not ledger.renew(wave, lease_s)
                held_until = asked_at + lease_s
            except LedgerError:
                # The database may come back before the lease ends.
                self.lost = asked_at >= held_until
