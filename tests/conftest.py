"""For every test: the speed of the machine never decides, and nothing is kept between runs unless a test asks for it."""

import ctypes
import gc
import os
import sys
from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import settings

settings.register_profile("house", settings(), deadline=None)
settings.load_profile("house")
os.environ["WBMGP_CACHE"] = "off"
# As the service searches for garbage: with Python's own, a fifth of a run went into searching.
SEARCHING: Final = (10_000, 10, 5)


class Lasting:
    """What was loaded and collected stays to the end: garbage is not sought in it, only in what the tests make."""

    def __init__(self) -> None:
        self._count = 0

    def put_aside(self) -> None:
        """Take all there is out of the search, after one last search through it."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._count = gc.get_freeze_count()
        gc.set_threshold(*SEARCHING)
        gc.enable()

    def mended(self) -> None:
        """As it was: commands and services put everything aside, and garbage among it would never be found again."""
        if not 0 < gc.get_freeze_count() <= self._count:
            self.put_aside()
        gc.set_threshold(*SEARCHING)
        gc.enable()


LASTING: Final = Lasting()


def pytest_collection_finish() -> None:
    LASTING.put_aside()


@pytest.fixture(scope="module", autouse=True)
def memory_given_back() -> Iterator[None]:
    """What a module freed goes back to the system: glibc keeps most of what compiled rules leave, gigabytes in a run."""
    yield
    LASTING.mended()
    # Only glibc has it; elsewhere the run is larger, not wrong.
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
