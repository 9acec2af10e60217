"""`wbmgp log verify --database`: every log and case of a database checked, in words or as JSON."""

from __future__ import annotations

import json

from wbmgp_api.commands.checking_words import document, lines
from wbmgp_api.commands.in_number import in_number
from wbmgp_api.vault.checking import check
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.policy import Policy


def verify(
    url: str, outside: bytes | None, policy: bytes | None, tenant: str | None, lang: str, format: str = "text"
) -> int:
    """Check everything, print what was found, and give the exit code: 1 when something does not hold.

    `outside` is a head that was kept elsewhere; with the public keys of a `policy` no secret file is opened.
    """
    notes = [] if outside is None else [Note.parse(outside)]
    found = check(url, tenant, notes, None if policy is None else _policy(policy))
    if format == "json":
        print(json.dumps(document(found, lang), ensure_ascii=False, indent=1))
    else:
        print("\n".join(map(in_number, lines(found, lang))))
    return int(not found.holds)


def _policy(data: bytes) -> Policy:
    try:
        return Policy.parse(data)
    except BadInput as problem:
        fix = "give lines `log KEY` and `quorum NAME` as published"
        raise BadInput.one("--policy", f"is not usable: {problem.findings[0]}", fix) from None
