"""What was worked out from a rule book, kept between runs by somebody outside the engine."""

from __future__ import annotations

from typing import Any, Protocol


class Keep(Protocol):
    """Keeps values under names. It may forget at any time; what it gives back is what was put in, or None."""

    def load(self, name: str) -> Any | None:
        """The value that an earlier run put under this name, or None."""
        ...

    def store(self, name: str, value: Any) -> None:
        """Keep a value, or not."""
        ...
