"""Our rule book, read once for all tests: a copy that has answered questions holds some 30 MB and compiled them anew."""

from __future__ import annotations

from typing import Final

from wbmgp_engine.law.lawbook import Lawbook

OUR_LAW: Final = Lawbook.load()
