"""Signing in at a service in a process of its own, by a provider in another: no test stands between them."""

from __future__ import annotations

import http.client
import re
import time
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from tests.api.pages.openid import CLIENT, SECRET, openid
from tests.api.service.processes import PATIENCE, serving
from wbmgp_api.secret_files import keep_secret

_WORD: Final = re.compile(r'name="woord" value="(\w+)"')


class Visit:
    """A browser with a jar and a place to go; it follows nothing."""

    def __init__(self) -> None:
        self.jar: dict[str, str] = {}

    def go(self, address: str, form: dict[str, str] | None = None) -> Any:
        """Status, where it sends to, and the page."""
        at = urlsplit(address)
        line = http.client.HTTPConnection(at.netloc, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.jar.items())}
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{at.netloc}"}
        path = f"{at.path}?{at.query}" if at.query else at.path
        line.request("GET" if form is None else "POST", path, urlencode(form) if form else None, headers)
        got = line.getresponse()
        for said in got.headers.get_all("Set-Cookie", []):
            name, _, value = said.partition(";")[0].partition("=")
            self.jar[name] = value
        page = got.read().decode()
        line.close()
        return got.status, got.headers.get("Location", ""), page


def test_a_login_at_a_running_service(tmp_path: Path) -> None:
    keep_secret(tmp_path / "geheim", SECRET)
    with openid(time.time, "") as at:
        environment = {
            "WBMGP_ISSUER": at.issuer,
            "WBMGP_LOGIN_CLIENT": CLIENT,
            "WBMGP_LOGIN_SECRET": f"{tmp_path}/geheim",
        }
        with serving(tmp_path, f"sqlite:///{tmp_path}/zaken.db", **environment) as running:
            here, visit = f"http://127.0.0.1:{running.port}", Visit()
            at.back = f"{here}/terug"
            assert visit.go(f"{here}/ik")[0] == 401
            _, provider, _ = visit.go(f"{here}/inloggen?volgende=/ik")
            _, back, _ = Visit().go(provider)
            status, onward, _ = visit.go(back)
            assert (status, onward) == (303, "/ik")
            status, _, page = visit.go(f"{here}/ik")
            assert status == 200 and "A. Jansen" in page
            stolen = dict(visit.jar)
            status, farewell, _ = visit.go(f"{here}/uitloggen", {"woord": _WORD.findall(page)[0]})
            assert (status, farewell.partition("?")[0]) == (303, f"{at.issuer}/weg")
            visit.jar = stolen
            assert visit.go(f"{here}/ik")[0] == 401
            assert visit.go(back)[0] == 400
    log = (tmp_path / "log").read_text()
    assert log.count('"event": "aanmelding"') == 2 and "Jansen" not in log and SECRET not in log
