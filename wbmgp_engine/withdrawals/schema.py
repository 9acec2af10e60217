"""The files under `rules/intrekking/`: the grounds for a withdrawal, and whether the holder could say something first."""

from __future__ import annotations

from pydantic import Field

from wbmgp_engine.law.checked import Day
from wbmgp_engine.law.data_files import Entry
from wbmgp_engine.law.register_schema import Fact


class WithdrawalFile(Entry):
    """One version of what a withdrawal asks for: one of the grounds, and one word on the view of the holder."""

    regeling: str
    valid_from: Day
    tekst: str
    gronden: list[Fact[str]] = Field(min_length=1)
    zienswijze: list[Fact[str]] = Field(min_length=1)
