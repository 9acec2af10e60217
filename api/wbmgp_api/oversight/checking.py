"""A bundle that somebody brings, checked as `wbmgp log verify` does: by the program in it, and by the second verifier."""

from __future__ import annotations

from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail import verification, verify

HOLDS, FAILS, NO_BUNDLE, DISAGREE = 0, 1, 2, 3


def verdict(data: bytes, policy: bytes | None, lang: str) -> tuple[int, str]:
    """The exit code of the program with its words; DISAGREE, without words, where the two say different things."""
    code, text = verify.outcome(data, policy, lang)
    return (code, text) if _second(data, policy) == code else (DISAGREE, "")


def _second(data: bytes, policy: bytes | None) -> int:
    try:
        verification.verify(data, policy)
    except BadInput:
        return NO_BUNDLE
    except ProofError:
        return FAILS
    return HOLDS
