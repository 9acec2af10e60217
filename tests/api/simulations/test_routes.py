"""Asking for a simulation, looking at it, cancelling it, and reading what came of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from tests.api.cases.working import AUDITOR, COUNCIL, DESK, LAWYER
from tests.api.simulations.conftest import OTHER, Council
from tests.api.simulations.quick import SCENARIO, scenario
from wbmgp_api.identity.principal import Role
from wbmgp_api.settings import Settings
from wbmgp_api.simulations import results
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_api.simulations.worker import Worker
from wbmgp_api.store.simulation_rows import DONE
from wbmgp_engine.errors import BadInput

Start = Callable[[Worker], Worker]


def test_it_waits_runs_and_is_done_with_everything_in_the_log(either: Council, started: Start) -> None:
    key = either.ask()
    waiting = either.told(key)
    assert (waiting["status"], waiting["plaatsInRij"], waiting["kenmerk"]) == ("wacht", 1, "voorbeeld")
    assert (waiting["scenario"], waiting["door"], waiting["bestanden"]) == (SCENARIO, "mij", [])
    assert [either.get(f"{key}/{part}").status_code for part in ("maten", "rapport", "dossier", "verzoek")] == [409] * 4
    started(either.worker())
    done = either.until(key, "klaar", "mislukt")
    assert (done["status"], done["plaatsInRij"], done["voortgang"]) == ("klaar", None, {"klaar": 1, "totaal": 1})
    assert done["gevraagd"] < done["begonnen"] < done["afgelopen"]
    names = [one["naam"] for one in done["bestanden"]]
    assert "maten.parquet" in names and "rapport.pdf" in names
    assert not (either.folder(key) / "uitkomst" / "runs").exists()
    assert either.lines == []
    assert either.flaws() == []
    told = either.get(f"{key}/dossier").json()
    assert (told["makers"], told["regelboek"], told["nice"] >= 10, told["oom"].strip()) == (
        1,
        done["regelboek"],
        True,
        "1000",
    )


def test_a_result_that_somebody_changes_is_found_out(council: Council, started: Start) -> None:
    key = council.ask()
    started(council.worker())
    council.until(key, DONE)
    (council.folder(key) / "uitkomst" / "dossier.json").write_text('{"anders": true}')
    assert council.get(f"{key}/dossier").status_code == 410
    (council.folder(key) / "uitkomst" / "verzoek.json").unlink()
    got = council.get(f"{key}/verzoek", headers={"Accept-Language": "en"})
    assert (got.status_code, "not there any more" in got.json()["detail"]) == (410, True)
    assert council.get(f"{key}/maten").status_code == 200


def test_what_the_row_says_otherwise_than_the_log_is_a_flaw(council: Council, started: Start) -> None:
    key = council.ask()
    started(council.worker())
    council.until(key, DONE)

    def change(found: object) -> None:
        found.exec_driver_sql("DROP TRIGGER simulation_no_update")  # type: ignore[attr-defined]
        found.exec_driver_sql("UPDATE simulation SET scenario = 'anders'")  # type: ignore[attr-defined]

    council.store.write("GM9999", change)
    assert len(council.flaws()) == 1 and "version" in council.flaws()[0]


def test_the_measures_are_filtered_paged_and_without_what_is_no_number(council: Council, started: Start) -> None:
    key = council.ask()
    started(council.worker())
    council.until(key, DONE)
    every = council.get(f"{key}/maten").json()
    assert every["aantal"] == len(every["maten"]) == 3
    assert every["maten"][0] | {"waarde": 12.0, "verschil": None, "verschilLaag": None} == every["maten"][0]
    assert every["maten"][1]["waarde"] is None and every["maten"][1]["onderdrukt"] is True
    second = council.get(f"{key}/maten?page=2&pageSize=1").json()
    assert (second["maten"], second["aantal"]) == ([every["maten"][1]], 3)
    assert council.get(f"{key}/maten?gebied=noord&jaar=2027").json()["aantal"] == 1
    assert council.get(f"{key}/maten?variant=ander").json() == {"maten": [], "aantal": 0}
    assert council.get(f"{key}/maten?jaar=x").status_code == 400
    table = council.get(f"{key}/maten?gebied=zuid", headers={"Accept": "text/csv"})
    assert table.headers["content-type"].startswith("text/csv")
    assert [line.split(",")[:2] for line in table.text.splitlines()] == [
        ["variant", "gebied"],
        *[["basis", "zuid"]] * 2,
    ]


def test_the_report_comes_in_two_languages_and_two_formats_and_runs_nothing(council: Council, started: Start) -> None:
    key = council.ask()
    started(council.worker())
    council.until(key, DONE)
    for query, accept, kind, name in (
        ("", "*/*", "text/html", "rapport.html"), ("?taal=en", "text/html, */*;q=0.1", "text/html", "rapport.en.html"),
        ("", "application/pdf, text/html;q=0.9", "application/pdf", "rapport.pdf"),
    ):  # fmt: skip
        got = council.get(f"{key}/rapport{query}", headers={"Accept": accept})
        assert (got.status_code, got.headers["content-type"].partition(";")[0]) == (200, kind)
        assert got.headers["content-disposition"] == f'attachment; filename="{name}"'
        csp = got.headers["content-security-policy"]
        assert "sandbox" in csp and "default-src 'none'" in csp and "script-src" not in csp
    assert council.get(f"{key}/rapport?taal=en", headers={"Accept": "application/pdf"}).status_code == 404
    assert council.get(f"{key}/rapport?taal=fr").status_code == 400
    assert council.get(f"{key}/rapport", headers={"Accept": "image/png"}).status_code == 406
    assert council.get(key, headers={"Accept": "text/html"}).status_code == 406


def test_the_same_key_is_the_same_simulation(either: Council) -> None:
    first = either.send(key="dezelfde-sleutel").json()
    assert either.send(key="dezelfde-sleutel").json() == first
    assert either.send(scenario(zaad=2), key="dezelfde-sleutel").status_code == 422
    assert either.send(scenario(zaad=2), key="dezelfde-sleutel", subject="ander").status_code == 201
    assert either.send(scenario(zaad=3), key="dezelfde-sleutel", tenant=OTHER).status_code == 201
    got = either.desk.ask("POST", "/simulaties", COUNCIL, {"scenario": SCENARIO})
    assert (got.status_code, "Idempotency-Key" in got.json()["detail"]) == (400, True)


def test_nobody_takes_the_whole_queue_and_municipalities_come_in_turn(either: Council) -> None:
    mine = [either.ask(scenario(zaad=number)) for number in range(5)]
    sixth = either.send(scenario(zaad=9))
    assert (sixth.status_code, sixth.json()["errors"][0]["plaats"]) == (409, "simulaties")
    theirs = either.ask(tenant=OTHER)
    assert either.told(theirs, tenant=OTHER)["plaatsInRij"] == 2
    assert [either.told(key)["plaatsInRij"] for key in mine] == [1, 3, 4, 5, 6]
    assert either.desk.ask("POST", f"/simulaties/{mine[0]}/_annuleer", COUNCIL).json()["status"] == "geannuleerd"
    assert either.told(mine[1])["plaatsInRij"] == 1
    assert either.send(scenario(zaad=9)).status_code == 201


def test_the_list_is_of_the_own_municipality_the_newest_first(either: Council) -> None:
    mine = [either.ask(scenario(zaad=number)) for number in range(3)]
    theirs = either.ask(tenant=OTHER)
    listed = either.desk.ask("GET", "/simulaties?pageSize=2", LAWYER).json()
    assert ([one["id"] for one in listed["simulaties"]], listed["aantal"]) == (mine[:0:-1], 3)
    assert "scenario" not in listed["simulaties"][0]
    assert {one["door"] for one in listed["simulaties"]} == {"ander"}
    assert [
        one["id"] for one in either.desk.ask("GET", "/simulaties?page=2&pageSize=2", AUDITOR).json()["simulaties"]
    ] == mine[:1]
    for path in ("", "/maten", "/rapport", "/dossier", "/verzoek"):
        assert either.get(f"{theirs}{path}").status_code == 404
    assert either.desk.ask("POST", f"/simulaties/{theirs}/_annuleer", COUNCIL).status_code == 404
    assert either.told(theirs, tenant=OTHER)["status"] == "wacht"
    assert either.get(mine[0], role=DESK).status_code == 403
    assert either.send(role=LAWYER).status_code == 403


def test_what_ended_is_not_cancelled(either: Council) -> None:
    key = either.ask()
    assert either.desk.ask("POST", f"/simulaties/{key}/_annuleer", Role.RULES).status_code == 200
    again = either.desk.ask("POST", f"/simulaties/{key}/_annuleer", COUNCIL)
    assert (again.status_code, "geannuleerd" in again.json()["errors"][0]["probleem"]) == (409, True)
    told = either.told(key)
    assert (told["status"], told["begonnen"], told["afgelopen"] is not None) == ("geannuleerd", None, True)


def test_without_the_extra_or_the_folder_it_says_what_is_missing(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = council.ask()
    monkeypatch.setattr(Simulating, "possible", False)
    got = council.send(headers={"Accept-Language": "en"})
    assert got.status_code == 503
    assert "wbmgp-engine[simulation]" in got.json()["detail"] and "WBMGP_SIMULATIONS" in got.json()["detail"]
    assert council.told(key)["status"] == "wacht"


def test_what_fails_says_why_in_the_language_that_is_asked(council: Council, started: Start) -> None:
    refused, broken = council.ask(scenario(faalt="afgewezen")), council.ask(scenario(faalt="stuk"))
    started(council.worker())
    told = council.until(refused, "mislukt")
    assert told["bevindingen"] == [
        {"plaats": "regio.gebieden", "probleem": "holds no area …", "oplossing": "name an area of the region"}
    ]
    council.until(broken, "mislukt")
    for language, words in (("nl", "door een fout bij ons"), ("en", "mistake of ours")):
        assert words in council.told(broken, language)["bevindingen"][0]["probleem"]  # type: ignore[arg-type]
    assert (council.folder(broken) / "fouten.log").exists() and not (council.folder(broken) / "uitkomst").exists()
    assert json.loads(council.get(f"{broken}/maten").text)["status"] == 409


@pytest.mark.parametrize(
    "words",
    [
        "UPDATE simulation SET scenario = 'anders'", "UPDATE simulation SET asked_by = rules_hash", "DELETE FROM simulation",
        "UPDATE simulation SET status = 'klaar'", "UPDATE simulation SET done = 2, total = 1",
        "UPDATE simulation SET status = 'mislukt', finished_at = asked_at",
    ],
)  # fmt: skip
def test_the_database_itself_keeps_what_was_asked(either: Council, words: str) -> None:
    key = either.ask()
    before = either.told(key)
    with pytest.raises(DBAPIError):
        either.store.write("GM9999", lambda found: found.exec_driver_sql(words).close())
    assert either.told(key) == before


def test_the_database_itself_keeps_what_ended(either: Council) -> None:
    key = either.ask()
    either.desk.ask("POST", f"/simulaties/{key}/_annuleer", COUNCIL)
    for change in ("status = 'wacht', finished_at = NULL", "done = 0", "attempts = 9"):
        with pytest.raises(DBAPIError, match="keeps what it holds"):
            either.store.write(
                "GM9999",
                lambda found, change=change: found.exec_driver_sql(f"UPDATE simulation SET {change}").close(),  # type: ignore[misc]
            )


def test_the_folder_is_named_or_stands_beside_the_file(tmp_path: Path) -> None:
    beside = Simulating.of(Settings(database=f"sqlite:///{tmp_path}/zaken.db"))
    assert beside is not None and beside.folder == tmp_path / "zaken.db.simulaties"
    assert Simulating.of(Settings(database="postgresql://a@/b")) is None
    named = Simulating.of(Settings(database="postgresql://a@/b", simulations=str(tmp_path)))
    assert named is not None and named.of_one("GM9999", "a") == tmp_path / "GM9999" / "a"
    with pytest.raises(BadInput, match="WBMGP_SIMULATIONS"):
        Simulating.of(Settings(simulations=str(tmp_path / "geen")))


def test_regions_that_were_made_long_ago_make_room(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"r{number}").mkdir()
        os.utime(tmp_path / f"r{number}", (number, number))
    results.make_room(tmp_path, most=2)
    results.make_room(tmp_path / "geen")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["r2", "r3"]
