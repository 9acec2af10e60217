"""Scenario texts that mean harm: nothing of the disk is read, nothing takes long, nothing is kept, nothing comes back."""

from __future__ import annotations

import csv
import time

import pytest

from tests.api.cases.working import COUNCIL
from tests.api.simulations.conftest import Council
from tests.api.simulations.quick import SCENARIO, scenario
from wbmgp_api.simulations.bounds import HOUSEHOLDS, MOST_SIGNS, MOST_WORK
from wbmgp_api.simulations.engine import regions
from wbmgp_engine.scenarios import scenarios_root

CANARY = "kanarie-7391"
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "a bomb of aliases": LAUGHS,
    "an alias": SCENARIO + "naam: &n {nl: x}\nwaar: *n\n",
    "an object of Python": SCENARIO + "naam: !!python/object/apply:os.system ['touch /tmp/kanarie']\n",
    "a tag": SCENARIO + "naam: !env HOME\n",
    "a key twice": SCENARIO + "jaren: 3\n",
    "two documents": SCENARIO + "---\n" + SCENARIO,
    "too deep": SCENARIO + "naam: " + "[" * 5_000 + "]" * 5_000 + "\n",
    "deep maps": SCENARIO + "naam: " + "{a: " * 2_000 + "x" + "}" * 2_000 + "\n",
    "no YAML": "{" + CANARY,
    "a list": "- regio\n",
    "a text": CANARY,
    "nothing but blanks": " \n\n",
    "a number that never ends": scenario(zaad="9" * 60_000),
    "a sign that nobody sees": SCENARIO + b"naam: a\\u202eb\n".decode("unicode_escape"),
    "a citizen service number": SCENARIO + "naam: van 999990019\n",
}  # fmt: skip
OUTSIDE = {
    "regio": (
        "/etc/passwd", "../../voorbeeldregio", "./kleine-regio", "kleine-regio/../kleine-regio", "file:///etc/passwd", "KLEINE-REGIO", "''",
        "[kleine-regio]", "{pad: kleine-regio}", "kleine-regio\\0",
    ),
    "recht": ("/etc", "../..", "zonder-zes-jaar/..", "~root", "''"),
}  # fmt: skip


def nothing_kept(council: Council) -> bool:
    listed = council.desk.ask("GET", "/simulaties", COUNCIL).json()
    return bool(listed["aantal"] == 0)


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_text_that_means_harm_is_refused_at_once(council: Council, name: str) -> None:
    began = time.process_time()
    got = council.send(HOSTILE[name])
    assert got.status_code == 400, got.text
    assert time.process_time() - began < 2
    assert CANARY not in got.text and "999990019" not in got.text and "9" * 20 not in got.text
    assert got.json()["errors"][0]["oplossing"]
    assert nothing_kept(council)


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in OUTSIDE.items() for value in values])
def test_only_what_we_ship_is_read(council: Council, key: str, value: str) -> None:
    text = SCENARIO.replace("regio: kleine-regio", f"regio: {value}")
    if key == "recht":
        text = SCENARIO + f"varianten:\n  - {{id: a, recht: zonder-zes-jaar}}\n  - {{id: b, recht: {value}}}\n"
    got = council.send(text)
    assert got.status_code == 400
    wanted = "scenario.regio" if key == "regio" else "scenario.varianten.1.recht"
    assert [one["plaats"] for one in got.json()["errors"]] == [wanted]
    assert nothing_kept(council)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"huishoudens": 50_000_000}, "scenario.huishoudens"), ({"jaren": 0}, "scenario.jaren"), ({"jaren": -5}, "scenario.jaren"),
        ({"herhalingen": 10**15}, "scenario.herhalingen"),
        ({"huishoudens": 2_500_000, "jaren": 20, "herhalingen": 100}, "scenario"),
        ({"varianten": [{"id": f"v{number}"} for number in range(13)]}, "scenario.varianten"),
        ({"aanbod": [1] * 501}, "scenario.aanbod"),
        ({"varianten": [{"aanbod": [1] * 501}]}, "scenario.varianten.0.aanbod"),
    ],
)  # fmt: skip
def test_nobody_keeps_the_machine_with_one_simulation(council: Council, said: dict[str, object], place: str) -> None:
    text = "kenmerk: veel\nregio: kleine-regio\n" + "".join(
        f"{key}: {value}\n".replace("'", "") for key, value in said.items()
    )
    got = council.send(text)
    assert (got.status_code, [one["plaats"] for one in got.json()["errors"]]) == (400, [place])
    assert nothing_kept(council)


def test_options_count_as_work(council: Council) -> None:
    text = f"kenmerk: k\nregio: kleine-regio\nhuishoudens: 250000\njaren: 20\nherhalingen: {MOST_WORK // 5_000_000}\n"
    assert council.send(text).status_code == 201
    assert council.send(text + "varianten: [{id: a}]\n").status_code == 400
    assert (
        council.send("kenmerk: k\nregio: kleine-regio\njaren: 20\nherhalingen: 100\nvarianten: [{id: a}]\n").status_code
        == 400
    )


def test_no_shipped_region_has_more_households_than_a_scenario_is_taken_to_have_that_does_not_say() -> None:
    tables = sorted(scenarios_root().glob("council/regios/*/huishouden.csv"))
    assert len(tables) == len(regions())
    for table in tables:
        rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
        assert sum(int(value) for row in rows for name, value in row.items() if name != "gebied") <= HOUSEHOLDS


def test_what_is_too_large_or_no_text_is_refused(council: Council) -> None:
    assert council.send(SCENARIO + "#" * MOST_SIGNS).status_code == 400
    assert council.send(SCENARIO + "#" * 300_000).status_code == 413
    for body in (
        {},
        {"scenario": None},
        {"scenario": {"regio": "kleine-regio"}},
        {"scenario": SCENARIO, "engine": "os"},
    ):
        got = council.desk.ask("POST", "/simulaties", COUNCIL, body, headers={"Idempotency-Key": "sleutel-1"})
        assert got.status_code == 400
    assert nothing_kept(council)


def test_what_the_engine_refuses_comes_with_its_place(council: Council) -> None:
    got = council.send(scenario(onzin=CANARY))
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (400, "scenario.onzin")
    assert CANARY not in got.text
