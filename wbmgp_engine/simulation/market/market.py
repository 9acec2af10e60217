"""What a run has in hand: the state, the book, chance, and what an option assumes."""

from __future__ import annotations

from dataclasses import dataclass

from wbmgp_engine.simulation.market.book import Book
from wbmgp_engine.simulation.market.chance import Chance, Stream
from wbmgp_engine.simulation.market.newcomers import Pool
from wbmgp_engine.simulation.market.rows import Floats, Slots
from wbmgp_engine.simulation.market.segments import Segments
from wbmgp_engine.simulation.market.state import Households, State
from wbmgp_engine.simulation.options import Option


@dataclass(frozen=True)
class Market:
    """One run of one option. `begin` is its first month."""

    option: Option
    begin: int
    state: State
    book: Book
    chance: Chance
    pool: Pool
    segments: Segments

    @property
    def them(self) -> Households:
        """The households."""
        return self.state.households

    def draw(self, stream: Stream, rows: Slots) -> Floats:
        """A number in [0, 1) for each of these households, of this month."""
        return self.chance.uniform(stream, self.state.month, self.them.id[rows])
