"""The files under `rules/intrekking/`: the grounds for a withdrawal, and whether the holder could say something first."""

from __future__ import annotations

from pydantic import Field

from wbmgp_engine.law.dated_files import Dated
from wbmgp_engine.law.register_schema import Fact


class WithdrawalFile(Dated):
    """One version of what a withdrawal asks for: one of the grounds, and one word on the view of the holder."""

    tekst: str
    gronden: list[Fact[str]] = Field(min_length=1)
    zienswijze: list[Fact[str]] = Field(min_length=1)
