"""The worker: runs rule sets on durable-rules and answers over a pipe. It may crash or hang; nobody else does with it.

Messages are JSON. Asked: {"programma": key, "inhoud": {…}}, then {"vraag": key, "bladen": {…}}. Answered:
{"klaar": key}, {"antwoord": {…}} or {"fout": "…"}, after which the worker ends: what state the engine is in then nobody
knows.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from multiprocessing.connection import Connection
from typing import Any, Final

from wbmgp_engine.errors import WbmgpError
from wbmgp_engine.logic.forward_chaining.host import RuleHost

# Questions kept compiled: versions of the law, each with and without a situation of its own.
MOST_PROGRAMS: Final = 16


def work(pipe: Connection) -> None:
    """Answer until the other side goes away."""
    hosts: OrderedDict[str, RuleHost] = OrderedDict()
    while True:
        try:
            request = json.loads(pipe.recv_bytes())
        except (EOFError, OSError):
            return
        try:
            answer = _answer(request, hosts)
        except (WbmgpError, ImportError) as problem:
            pipe.send_bytes(json.dumps({"fout": f"{type(problem).__name__}: {problem}"}).encode())
            return
        pipe.send_bytes(json.dumps(answer).encode())


def _answer(request: dict[str, Any], hosts: OrderedDict[str, RuleHost]) -> dict[str, Any]:
    if "programma" in request:
        hosts[request["programma"]] = RuleHost(request["inhoud"])
        while len(hosts) > MOST_PROGRAMS:
            hosts.popitem(last=False)[1].close()
        return {"klaar": list(hosts)}
    hosts.move_to_end(request["vraag"])
    return {"antwoord": hosts[request["vraag"]].decide(request["bladen"])}
