"""For every test: the speed of the machine never decides, and nothing is kept between runs unless a test asks for it."""

import ctypes
import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("house", settings(), deadline=None)
settings.load_profile("house")
os.environ["WBMGP_CACHE"] = "off"


@pytest.fixture(scope="module", autouse=True)
def memory_given_back() -> Iterator[None]:
    """What a module freed goes back to the system: glibc keeps most of what compiled rules leave, gigabytes in a run."""
    yield
    # Only glibc has it; elsewhere the run is larger, not wrong.
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
