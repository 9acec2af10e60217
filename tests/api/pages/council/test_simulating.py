"""A council asks for a simulation on its pages, follows it, and reads what came of it; all of it without scripts."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from tests.api.pages.browsing import Browser
from tests.api.pages.council.conftest import Finished, Hall, simulation_in
from tests.api.pages.test_faces import accessible
from tests.simulation.report import made
from wbmgp_api.identity.principal import Role
from wbmgp_engine.scenarios import scenarios_root

NEW = "/raad/simulaties/nieuw"
HOSTILE = "<script>alert(1)</script>\"'&"


def text(name: str = "voorbeeldwijk") -> str:
    return (scenarios_root() / "council" / f"{name}.yaml").read_text("utf-8")


def inputs(page: str) -> dict[str, list[str]]:
    """What a browser would send of the form of a page."""
    said: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        kind = told.get("type", "text")
        if "name" in told and told["name"] != "woord" and kind not in ("submit", "file"):
            if kind in ("checkbox", "radio") and " checked" not in tag:
                continue
            said.setdefault(told["name"], []).append(html.unescape(told.get("value", "")))
    for name, options in re.findall(r'<select[^>]*\bname="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        said[name] = [html.unescape(chosen[1]) if chosen else ""]
    return said


def asked(hall: Hall, browser: Browser, **more: Any) -> str:
    got = hall.send(browser, NEW, {"wijze": "tekst", "scenario": text(), "actie": "start", "sleutel": "een"} | more)
    assert got.status_code == 303, got.text
    return simulation_in(got)


@pytest.fixture
def council(hall: Hall) -> Browser:
    return hall.sit(Role.COUNCIL)


def test_a_worked_scenario_is_started_from_its_form(hall: Hall, council: Browser) -> None:
    first = council.get(NEW)
    accessible(first.text)
    assert "?voorbeeld=voorbeeldwijk" in first.text
    page = council.get(f"{NEW}?voorbeeld=voorbeeldwijk")
    accessible(page.text)
    said = inputs(page.text)
    short = hall.send(council, NEW, said | {"actie": "nagaan", "jaren": "2"})
    assert short.status_code == 400 and "aanbod.1.jaar: " in short.text
    looked = hall.send(council, NEW, said | {"actie": "nagaan", "jaren": "4"})
    assert looked.status_code == 200 and 'value="4"' in looked.text
    assert hall._waiting() == 0
    got = hall.send(council, NEW, inputs(looked.text) | {"actie": "start"})
    assert got.status_code == 303, got.text
    seen = council.get(got.headers["location"])
    accessible(seen.text)
    assert "<progress" in seen.text and "/annuleer" in seen.text
    again = hall.send(council, NEW, inputs(looked.text) | {"actie": "start"})
    assert again.headers["location"] == got.headers["location"]
    assert hall._waiting() == 1


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(hall: Hall, council: Browser) -> None:
    said = inputs(council.get(f"{NEW}?voorbeeld=voorbeeldwijk").text)
    wrong = said | {"actie": "start", "jaren": "acht", "naam": HOSTILE, "v0-van": "2026-13-01", "v1-naam": "Eigen naam"}
    got = hall.send(council, NEW, wrong)
    assert got.status_code == 400
    accessible(got.text)
    assert HOSTILE not in got.text and html.escape(HOSTILE, quote=False)[:20] in got.text
    assert 'href="#jaren"' in got.text and 'value="acht"' in got.text and 'value="Eigen naam"' in got.text
    assert 'href="#v0-van"' in got.text
    assert hall._waiting() == 0


def test_options_come_and_go(hall: Hall, council: Browser) -> None:
    said = inputs(council.get(f"{NEW}?voorbeeld=voorbeeldwijk").text)
    more = hall.send(council, NEW, said | {"actie": "erbij"})
    assert more.status_code == 200 and 'name="v3-naam"' in more.text and 'name="v4-naam"' not in more.text
    fewer = hall.send(council, NEW, inputs(more.text) | {"actie": "wijzig", "v0-weg": "ja", "v1-weg": "ja"})
    assert 'name="v1-naam"' in fewer.text and 'name="v2-naam"' not in fewer.text


def test_a_text_is_told_its_faults_by_place_and_kept(hall: Hall, council: Browser) -> None:
    page = hall.send(
        council, NEW, {"wijze": "tekst", "scenario": "regio: nergens\njaren: 500\n" + HOSTILE, "actie": "start"}
    )
    assert page.status_code == 400
    assert HOSTILE not in page.text and "regio: nergens" in page.text
    got = hall.send(
        council, NEW, {"wijze": "tekst", "scenario": "kenmerk: a\nregio: nergens\njaren: 500\n", "actie": "nagaan"}
    )
    assert got.status_code == 400 and "regio:" in got.text and "jaren:" in got.text
    accessible(got.text)
    as_form = hall.send(council, NEW, {"wijze": "tekst", "scenario": text(), "actie": "formulier"})
    assert as_form.status_code == 200 and 'name="v2-naam"' in as_form.text
    as_text = hall.send(council, NEW, inputs(as_form.text) | {"actie": "tekst"})
    assert "<textarea" in as_text.text and "varianten:" in as_text.text


def test_only_the_council_and_keepers_of_rules_ask(hall: Hall, council: Browser) -> None:
    key = asked(hall, council)
    for role in (Role.DESK, Role.MAYOR, Role.LANDLORD):
        assert hall.sit(role).get(f"/raad/simulaties/{key}").status_code == 403
    lawyer = hall.sit(Role.LAWYER)
    page = lawyer.get(f"/raad/simulaties/{key}")
    assert page.status_code == 200 and "/annuleer" not in page.text
    assert lawyer.get(NEW).status_code == 403
    assert hall.send(lawyer, f"/raad/simulaties/{key}/annuleer", {}).status_code == 403
    assert Browser(council.client).post(f"/raad/simulaties/{key}/annuleer", {"woord": "0" * 64}).status_code == 403
    assert hall._waiting() == 1


def test_one_that_waits_is_cancelled_and_begun_anew(hall: Hall, council: Browser) -> None:
    key = asked(hall, council)
    piece = council.get(f"/raad/simulaties/{key}/voortgang")
    assert piece.status_code == 200 and "<html" not in piece.text and "hx-get" in piece.text
    got = hall.send(council, f"/raad/simulaties/{key}/annuleer", {})
    assert (got.status_code, got.headers["location"]) == (303, f"/raad/simulaties/{key}")
    assert hall.send(council, f"/raad/simulaties/{key}/annuleer", {}).status_code == 303
    page = council.get(f"/raad/simulaties/{key}").text
    assert "<progress" not in page and f"?van={key}" in page
    assert council.get(f"/raad/simulaties/{key}/voortgang").headers["hx-refresh"] == "true"
    assert 'name="v2-naam"' in council.get(f"{NEW}?van={key}").text
    assert council.get(f"/raad/simulaties/{key}/varianten").status_code == 409


def test_a_result_is_read_in_parts_with_maps_tables_and_files(finished: Finished) -> None:
    council, at = finished.council, finished.at
    first = council.get(at)
    assert first.status_code == 200
    accessible(first.text)
    for part in ("varianten", "zoekers", "kaarten", "groepen", "aannamen"):
        page = council.get(f"{at}/{part}")
        assert page.status_code == 200, page.text
        accessible(page.text)
        assert str(made.HIDDEN) not in page.text
        assert ("Verborgen: minder dan 5" in page.text) is (part != "aannamen")
        assert 'loading="lazy"' not in page.text
    assert "verborgen" in council.get(f"{at}/groepen").text
    options = re.findall(r'<option value="([^"]+)"', first.text.partition('name="een"')[2].partition("</select>")[0])
    two = council.get(f"{at}?een={options[0]}&twee={options[2]}").text
    table = two.partition("<thead")[2].partition("</thead>")[0]
    assert table.count("<th ") == 3
    pictures = re.findall(rf'src="({at}/figuren/[^"]+\.svg)"', first.text)
    assert pictures
    picture = council.get(pictures[0])
    assert picture.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in picture.headers["content-security-policy"]
    assert council.get(f"{at}/figuren/bestaat-niet.svg").status_code == 404
    saved = council.get(f"{at}/bestanden/maten.csv")
    assert saved.status_code == 200 and saved.headers["content-disposition"].startswith("attachment")
    for name in ("resultaat.json", "maten.parquet", "..%2Fzaken.db"):
        assert council.get(f"{at}/bestanden/{name}").status_code == 404
    assert council.get(f"{at}?taal=en").status_code == 200
    listed = council.get("/raad/simulaties?taal=nl").text
    accessible(listed)
    assert at in listed


def test_a_result_that_was_changed_on_the_disk_is_not_shown(finished: Finished) -> None:
    report = finished.hall.service.simulating.of_one("GM9999", finished.key) / "uitkomst" / "rapport.html"
    before = report.read_bytes()
    report.write_bytes(before.replace(b"verborgen", b"3"))
    try:
        assert finished.council.get(finished.at).status_code == 410
    finally:
        report.write_bytes(before)


@pytest.mark.parametrize(
    "wrong", ["varianten: [{aanwijzingen: 3}]", "varianten: [{aanwijzingen: [3]}]", "aannamen: {x: 3}"]
)
def test_a_text_of_another_shape_stays_text(hall: Hall, council: Browser, wrong: str) -> None:
    got = hall.send(council, NEW, {"wijze": "tekst", "actie": "formulier", "scenario": wrong})
    assert got.status_code == 400 and html.escape(wrong) in got.text
    assert hall.send(council, NEW, {"basis": wrong, "actie": "wijzig"}).status_code in (200, 400)
