"""`make agree`: a million generated applications through columns and through the scalar reader, with the seed printed.

`python -m tests.agreement.million [COUNT [SEED]]`; it ends at the first batch that disagrees.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.agreement.mixing import mixed, registered
from tests.agreement.test_columns import LAWBOOK, disagreements
from tests.properties.strategies import VERSIONS

EACH = 2000


def main(arguments: Sequence[str]) -> int:
    """Compare so many applications, a third of them in the register; 1 when two answers differ."""
    count, first = (int(arguments[0]) if arguments else 1_000_000), (int(arguments[1]) if arguments[1:] else 1)
    print(f"seed {first}")
    done = 0

    @seed(first)
    @settings(
        max_examples=10**9,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(st.data())
    def compare(data: st.DataObject) -> None:
        nonlocal done
        if done >= count:
            raise KeyboardInterrupt
        drawn = data.draw(mixed(data.draw(st.sampled_from(list(VERSIONS))), min(EACH, count - done)))
        drawn = registered(drawn, LAWBOOK) if data.draw(st.integers(0, 2)) == 0 else drawn
        if not drawn.applications:
            return
        found, compared = disagreements(LAWBOOK, drawn, data.draw(st.sampled_from([drawn.on, None])))
        assert not found, f"seed {drawn.seed}: {found[:3]}"
        done += compared
        print(f"{done:,} agree", flush=True)

    try:
        compare()
    except KeyboardInterrupt:
        print(f"{done:,} applications, no disagreement")
        return 0
    except AssertionError as problem:
        print(problem)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
