"""References to cases and records: the microsecond in which they were made, and 76 random bits that nobody can guess.

What is made together stands together in every index. References that are random all through touch a page of its own in
each index, and with a million cases each of those has to be fetched: that took more of a write than all the rest. The
moment is no secret: the first entry of a case, and the entry of a record, say it to the microsecond.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from wbmgp_api.store.keys import Random

_FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def reference(moment: str, random: Random) -> str:
    """A new reference of 32 hexadecimal digits, made at a moment as an entry writes it.

    >>> reference("2026-11-21T09:05:00.000000Z", bytes)
    '660c5a7c827000000000000000000000'
    """
    passed = (datetime.fromisoformat(moment) - _FIRST) // _MICROSECOND
    return f"{passed:013x}{random(10).hex()[:19]}"
