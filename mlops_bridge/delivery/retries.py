"""Retries: further attempts where the first one may have ended by chance."""

from __future__ import annotations

import time
from collections.abc import Callable

from ..errors import Cancelled
from ..progress import Event, Report
from .failure import Failure

AGAIN = {4: "timed out", 5: "the kernel died"}
"""Codes that may be chance: an error in a cell would come again."""
BACKOFF = 2.0
"""Seconds before the first retry; each further one waits twice as long."""


def attempts(
    attempt: Callable[[], Failure], afresh: Callable[[int], None], retries: int, report: Report
) -> tuple[Failure, int]:
    """Run until it ends in a way that a further attempt would not change."""
    number = 1
    while True:
        failure = attempt()
        if failure.code not in AGAIN or number > retries:
            return failure, number
        pause = BACKOFF * 2 ** (number - 1)
        try:
            until = time.monotonic() + pause
            while (left := until - time.monotonic()) > 0:
                text = f"{AGAIN[failure.code]}; attempt {number + 1} in {left:.0f} s"
                report(Event("run", text))
                time.sleep(min(0.5, left))
        except (Cancelled, KeyboardInterrupt):
            return Failure(130, "cancelled", failure.where), number
        afresh(number)
        number += 1
