"""Makes the mutants of the code: in a copy of the sources under `mutants/` mutmut gives every function all of its own.

    python -m tests.mutants.making

The modules are named in `pyproject.toml`. What mutmut does after this, a start of pytest for each mutant, is done
otherwise (tests/mutants/forking.py), so this calls the part of mutmut that makes them; the version is pinned.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

PLACE: Final = Path("mutants")


def main() -> None:
    """Write the mutants of what has changed since the last time."""
    # Only `make mutants` installs it.
    from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants
    from mutmut.mutation.trampoline import set_mutant_under_test

    set_mutant_under_test("mutant_generation")
    PLACE.mkdir(exist_ok=True)
    copy_src_dir()
    copy_also_copy_files()
    create_mutants(1)


if __name__ == "__main__":
    main()
