"""A thread that keeps a wave's lease while its process lives."""

from __future__ import annotations

import threading
import time
from types import TracebackType

from spv2_spark.errors import LedgerError
from spv2_spark.ledger.ledger import Ledger
from spv2_spark.ledger.records import Wave


class Heartbeat:
    """Renew `wave`'s lease by `lease_s` seconds every `interval_s`, inside a `with` block.

    `lost` turns true once the lease is gone: the database says so, or it could not be asked
    for a whole lease. The thread is a daemon: it dies with its process, and the lease after it.
    """

    def __init__(self, ledger: Ledger, wave: Wave, lease_s: float, interval_s: float) -> None:
        self._ledger = ledger
        self._wave = wave
        self._lease_s = lease_s
        self._interval_s = interval_s
        self._lost = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    @property
    def lost(self) -> bool:
        """Whether another one may have the wave's papers by now."""
        return self._lost.is_set()

    def __enter__(self) -> Heartbeat:
        """Start to renew."""
        self._thread.start()
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _value: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        """Stop; a renewal that is under way ends first."""
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        held_until = time.monotonic() + self._lease_s
        while not self._stop.wait(self._interval_s):
            asked_at = time.monotonic()
            try:
                held = self._ledger.renew(self._wave, self._lease_s)
            except LedgerError:
                # The database may come back before the lease ends.
                held = asked_at < held_until
            else:
                held_until = asked_at + self._lease_s
            if not held:
                self._lost.set()
                return
