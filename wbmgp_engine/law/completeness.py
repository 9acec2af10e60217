"""What a register is known to hold all of: every designation, every ordinance, both or neither."""

from __future__ import annotations

from typing import NamedTuple


class Complete(NamedTuple):
    """Whether there is no designation, and no ordinance, beside those that are known."""

    designations: bool
    ordinances: bool

    def facts(self) -> dict[str, bool]:
        """The facts under the names of the rules; the last one is that of rule books that asked for both at once.

        >>> Complete(True, False).facts()["register_volledig"]
        False
        """
        return {
            "aanwijzingen_volledig": self.designations, "verordeningen_volledig": self.ordinances,
            "register_volledig": self.designations and self.ordinances,
        }  # fmt: skip
