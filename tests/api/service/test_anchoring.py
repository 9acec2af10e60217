"""What a service does beside its work: heads go to a witness, and one that is not there shows and stops nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.api.service.asking import service
from tests.api.service.test_readiness import opened
from tests.api.store.samples import ORIGIN, TENANT, record, recorder
from tests.api.store.test_checkpoints import KEY
from tests.api.witness.process import running
from wbmgp_api.anchoring.beside import Beside, Outside
from wbmgp_api.anchoring.publishing import Published
from wbmgp_api.anchoring.running import Pauses
from wbmgp_api.anchoring.stamping import Stamped
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.judging import judged
from wbmgp_api.settings import Settings, from_environment
from wbmgp_api.store import anchors
from wbmgp_engine.errors import BadInput

SOON = Pauses(heads=0.1, witnesses=0.1, stamps=0.1)


def until(holds: Callable[[], Any]) -> Any:
    for _ in range(300):
        if found := holds():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come")


def test_heads_go_to_the_witness_as_long_as_the_service_runs(issuer: LocalIssuer, tmp_path: Path) -> None:
    store, settings, _ = opened(tmp_path)
    made, told = record(store), list[dict[str, Any]]()
    with running(tmp_path, str(KEY.named(ORIGIN))) as witness:
        outside = Outside.of(settings.model_copy(update={"witnesses": tuple(witness.option.split())}))
        assert outside is not None
        beside = Beside(outside, store, KEY, told.append, pauses=SOON)
        with service(issuer, settings, store=store, recorder=recorder(), names=b"n" * 32, anchoring=beside) as asking:
            found = until(lambda: store.read(TENANT, lambda c: anchors.best(c, made.origin, made.seq)))
            assert found.witnesses
            got = asking.client.get("/gereed")
            assert (got.status_code, got.json()["delen"]["verankering"]) == (200, "goed")
            witness.process.kill()
            until(lambda: not beside.well)
            got = asking.client.get("/gereed")
            assert (got.status_code, got.json()["status"]) == (200, "gereed")
            assert got.json()["delen"]["verankering"] == "verstoord"
            assert record(store, key="later", second=9).seq == made.seq + 1
    (line,) = told
    assert (line["event"], line["soort"], "was not reached" in line["reden"]) == ("fout", "verankering", True)


def test_a_problem_is_told_once_and_its_end_as_well(tmp_path: Path) -> None:
    store, _, _ = opened(tmp_path)
    told = list[dict[str, Any]]()
    beside = Beside(Outside((), None), store, KEY, told.append)
    beside.close()
    assert beside.well
    bad = Published("o", 0, "w", problem="away")
    for one in (bad, bad, Stamped("o", 0, problem="no stamp"), ValueError("all"), Published("o", 1)):
        beside.report(one)
        assert not beside.well
    for one in (Published("o", 1, "w", 7), Stamped("o", 1, "2026")):
        beside.report(one)
    assert beside.well
    assert [line["reden"] for line in told] == ["away", "no stamp", "ValueError: all", "head o w", "stamp o"]
    store.close()


def test_settings_name_who_sees_the_heads(tmp_path: Path) -> None:
    assert Outside.of(Settings()) is None
    with pytest.raises(BadInput, match="WBMGP_WITNESSES: 'x' is not a key and an address"):
        Outside.of(from_environment({"WBMGP_WITNESSES": "x"}))
    database = f"sqlite:///{tmp_path}/zaken.db"
    (wrong,), _ = judged("127.0.0.1", {"WBMGP_DATABASE": database, "WBMGP_WITNESSES": "x y"})
    assert wrong.place in ("WBMGP_WITNESSES", "key 'x'")
    with pytest.raises(BadInput, match="WBMGP_TSA_CERTIFICATE: is missing → name the file"):
        from_environment({"WBMGP_TSA": "https://tsa.example/"})
    with pytest.raises(BadInput, match="--tsa-certificate"):
        Outside.of(
            from_environment({"WBMGP_TSA": "https://tsa.example/", "WBMGP_TSA_CERTIFICATE": str(tmp_path / "none.pem")})
        )
