"""The log of the municipality: where it stands, a verification by a program of its own, and a bundle checked here."""

from __future__ import annotations

import asyncio
from importlib.resources import files
from typing import Any

from starlette.responses import Response

from wbmgp_api.oversight.checking import verdict
from wbmgp_api.oversight.log_state import logs
from wbmgp_api.oversight.verifying import Verifier
from wbmgp_api.pages.visiting import Fault, Visit
from wbmgp_engine.trail.receipt import utc_text


def _verifier(visit: Visit) -> Verifier | None:
    """None where this process has no keys: there is then nothing that a program could verify with."""
    return Verifier(visit.service.settings.database) if visit.service.signing is not None else None


async def show(visit: Visit) -> Response:
    """Where the logs stand, and what the last verification found."""
    return visit.show("legal/log.html", **await _values(visit))


async def _values(visit: Visit) -> dict[str, Any]:
    office, who, verifier = visit.office, visit.who, _verifier(visit)
    anchoring = visit.service.anchoring
    last = None if verifier is None else await visit.do(lambda: verifier.last(who.tenant))
    return {
        "logs": await visit.do(lambda: logs(office, who)), "possible": verifier is not None, "last": last,
        "runs": verifier is not None and verifier.runs(who.tenant), "outside": anchoring is not None,
        "well": anchoring is None or anchoring.well, "verdict": None,
    }  # fmt: skip


async def begin(visit: Visit) -> Response:
    """Begin to verify; where somebody's verification runs already, that one is waited for."""
    verifier, who, lang = _verifier(visit), visit.who, visit.lang
    if verifier is None:
        faults = [Fault("", visit.say("Hier is geen sleutel om mee na te gaan. Gebruik de opdrachtregel."))]
        return visit.show("legal/log.html", 409, faults=faults, **await _values(visit))
    at = utc_text(visit.office.now())
    await visit.do(lambda: verifier.begin(who.tenant, lang, at))
    return visit.to("/recht/logboek")


async def check(visit: Visit) -> Response:
    """The verdict on a bundle that somebody brings, by the same program as anybody has, and by the second verifier."""
    values = await _values(visit)
    data = visit.files.get("bundel")
    if not data:
        faults = [Fault("bundel", visit.say("Kies een bundel van uw computer."))]
        return visit.show("legal/log.html", 400, faults=faults, **values)
    policy = visit.files.get("sleutels")
    code, text = await asyncio.to_thread(verdict, data, policy, visit.lang)
    return visit.show("legal/log.html", **values | {"verdict": {"code": code, "lines": text.splitlines()}})


async def program(visit: Visit) -> Response:
    """The program that checks a bundle anywhere, as it is in every bundle."""
    text = files("wbmgp_engine.trail").joinpath("verify.py").read_bytes()
    headers = {"Content-Disposition": 'attachment; filename="verify.py"'}
    return Response(text, media_type="text/x-python", headers=headers)
