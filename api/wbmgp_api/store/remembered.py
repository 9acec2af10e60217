"""What a transaction found out about the logs that it holds: asked of the database once, and gone with the transaction.

Nobody else adds to a log that is held, so what was read under its lock stays true until the transaction ends, and jobs
that are committed together need not ask again. Nothing is believed of an earlier transaction; where work is taken back
without ending it, what was found out is taken back as well (`forget`).
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final

from sqlalchemy import Connection

_PLACE: Final = "wbmgp.remembered"


def remembered(connection: Connection) -> dict[Hashable, Any]:
    """What is known in this transaction, to be read and added to; empty when it begins."""
    transaction = connection.get_transaction()
    found = connection.info.get(_PLACE)
    # Held by the transaction itself, not by its id: that of one that ended may be given out again.
    if found is None or found[0] is not transaction:
        found = connection.info[_PLACE] = (transaction, {})
    known: dict[Hashable, Any] = found[1]
    return known


def forget(connection: Connection) -> None:
    """Know nothing any more, because work was taken back, or changed what is known here by another way."""
    connection.info.pop(_PLACE, None)
