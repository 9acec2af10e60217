"""What a service runs beside its work, so that heads leave the house while it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wbmgp_api.anchoring.publishing import Published, Publisher
from wbmgp_api.anchoring.rounds import Rounds
from wbmgp_api.anchoring.stamping import Stamped, Stamper

Report = Callable[[Published | Stamped | Exception], None]


@dataclass(frozen=True, slots=True)
class Pauses:
    """The seconds between two rounds: an entry is under a signed head in 5, seen by a witness in 60, stamped in a day."""

    heads: float = 2
    witnesses: float = 15
    stamps: float = 6 * 3600


class Anchoring:
    """Signs, shows and stamps the heads of all tenants until `close`. `report` is told what came of each, and of errors.

    Heads do not wait for witnesses, nor witnesses for an authority: each has rounds of its own.
    """

    def __init__(
        self, publisher: Publisher, stamper: Stamper | None, tenants: Callable[[], Iterable[str]], report: Report,
        pauses: Pauses | None = None,
    ) -> None:  # fmt: skip
        pauses = pauses or Pauses()
        alone = Publisher(publisher.store, publisher.key, (), publisher.clock)
        works: list[tuple[Callable[[str], Iterable[Published | Stamped]], float]] = [(alone.tenant, pauses.heads)]
        if publisher.witnesses:
            works.append((publisher.tenant, pauses.witnesses))
        if stamper is not None:
            works.append((stamper.tenant, pauses.stamps))
        self._rounds = [Rounds(_all(work, tenants, report), pause, report) for work, pause in works]

    def close(self) -> None:
        """End every round; the store may be closed after this."""
        for rounds in self._rounds:
            rounds.close()


def _all(
    work: Callable[[str], Iterable[Published | Stamped]], tenants: Callable[[], Iterable[str]], report: Report
) -> Callable[[], None]:
    def one_round() -> None:
        for tenant in tenants():
            for outcome in work(tenant):
                report(outcome)

    return one_round
