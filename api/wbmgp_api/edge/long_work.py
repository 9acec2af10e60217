"""Work that takes long, in two threads of its own: who asks for much waits for others who do, and nobody else does.

In the threads that all share, six tables or rule books at once would keep every municipality waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")
_THREADS: Final = ThreadPoolExecutor(2, thread_name_prefix="lang")


async def at_length(work: Callable[[], T]) -> T:
    """The result of work that may take seconds. Raises what the work does."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, work)
