"""A request written on pages: kept between visits, judged at every look, and never lost by an error or by somebody else."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest

from tests.api.pages.browsing import Browser
from tests.api.pages.council.conftest import Finished, Hall
from tests.api.pages.council.test_simulating import inputs
from tests.api.pages.test_faces import accessible
from tests.api.service.asking import BOOK
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.council.completeness import completeness
from wbmgp_api.pages.council.request_fields import PARTS, Field
from wbmgp_api.pages.council.request_forms import filled, places, shown
from wbmgp_api.pages.languages import LANGUAGES
from wbmgp_engine.facts.request import DesignationRequest
from wbmgp_engine.scenarios import scenarios_root

LIST = "/raad/verzoeken"
FIRST = {"kenmerk": "Tarwewijk 2027", "gebied.id": "tarwewijk", "gebied.naam": "Tarwewijk", "grond": "artikel_8"}
HOSTILE = "<script>alert(1)</script>\"'& {{ 7*7 }}"


def example() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((scenarios_root() / "voorbeeld-verzoek.json").read_text("utf-8"))
    return found


@pytest.fixture
def council(hall: Hall) -> Browser:
    return hall.sit(Role.COUNCIL)


def begun(hall: Hall, browser: Browser, **changes: str) -> str:
    got = hall.send(browser, LIST, FIRST | changes)
    assert got.status_code == 303, got.text
    return str(got.headers["location"])


def kept(browser: Browser, at: str) -> dict[str, Any]:
    found: dict[str, Any] = browser.get(f"{at}/bestand.json").json()
    return found


def save(hall: Hall, browser: Browser, path: str, **said: Any) -> Any:
    return hall.send(browser, path, inputs(browser.get(path).text) | said)


@pytest.mark.parametrize("part", list(PARTS))
def test_a_part_that_nobody_touched_changes_nothing(part: str) -> None:
    document = example()
    assert filled(document, PARTS[part].fields, shown(document, PARTS[part].fields)) == document


def test_every_field_stands_where_the_request_has_it() -> None:
    """What the fields of all parts make is a request that the engine reads."""
    value = {"day": "2026-01-01", "figure": "2012", "line": "een", "text": "een tekst", "lines": "GM0599"}
    document: dict[str, Any] = {
        "kenmerk": "k",
        "gemeente": "GM9999",
        "onderdelen": [{"gebied": {"id": "a"}, "grond": "artikel_8"}],
    }

    def said(fields: tuple[Field, ...]) -> dict[str, list[str]]:
        return {one.id: [one.options[0][0] if one.options else value[one.kind]] for one in fields}

    for part in PARTS.values():
        document = filled(document, part.fields, said(part.fields))
        for listed in part.lists:
            at: Any = document
            for step in listed.path[:-1]:
                at = at.setdefault(step, {})
            at[listed.path[-1]] = [filled({}, listed.fields, said(listed.fields))]
    document["ontvangen"] = document["besluit"]["datum"] = document["besluit"]["bekendgemaakt"] = "2026-01-02"
    document["opschortingen"][0] |= {"van": "2026-01-01", "tot": "2026-01-02"}
    for part in document["onderdelen"]:
        part |= {"vanaf": "2026-01-02", "tot": "2027-01-01", "grond": "artikel_10"}
        del part["gebied"]["binnen"]
    for earlier in document["eerdereAanwijzingen"]:
        del earlier["binnen"], earlier["ingetrokkenOp"]
        earlier |= {"van": "2020-01-01", "tot": "2024-01-01"}
    document["verordening"]["tot"] = "2028-01-01"
    DesignationRequest.model_validate(document)


def test_a_request_is_begun_written_and_judged(hall: Hall, council: Browser) -> None:
    accessible(council.get(LIST).text)
    at = begun(hall, council)
    page = council.get(at)
    accessible(page.text)
    assert "Noodzaak" in page.text and "ontbreekt" in page.text
    written = save(hall, council, f"{at}/noodzaak", **{"onderbouwing.noodzaak.stelling": f"Er is overlast. {HOSTILE}"})
    assert (written.status_code, written.headers["location"]) == (303, f"{at}/noodzaak?bewaard=1")
    part = council.get(written.headers["location"])
    accessible(part.text)
    assert "Bewaard" in part.text and HOSTILE not in part.text
    assert html.escape("<script>") in part.text and "{{ 7*7 }}" in part.text
    assert kept(council, at)["onderbouwing"]["noodzaak"]["stelling"].endswith(HOSTILE)
    added = save(
        hall,
        council,
        f"{at}/noodzaak/bewijs/nieuw",
        soort="politiecijfers",
        jaar="2025",
        indicator="Meldingen",
        waarde="12,5",
    )
    assert added.status_code == 303
    evidence = kept(council, at)["onderbouwing"]["noodzaak"]["bewijs"]
    assert evidence == [{"soort": "politiecijfers", "jaar": 2025, "indicator": "Meldingen", "waarde": "12,5"}]
    changed = save(hall, council, f"{at}/noodzaak/bewijs/1", waarde="13")
    assert changed.status_code == 303 and kept(council, at)["onderbouwing"]["noodzaak"]["bewijs"][0]["waarde"] == 13
    gone = save(hall, council, f"{at}/noodzaak/bewijs/1", actie="weg")
    assert gone.status_code == 303 and "bewijs" not in kept(council, at)["onderbouwing"]["noodzaak"]
    for key in PARTS:
        accessible(council.get(f"{at}/{key}").text)
    assert council.get(f"{at}/onderdelen/onderdelen/2").status_code == 404
    assert council.get(f"{at}/iets").status_code == 404


def test_none_is_not_the_same_as_not_known(hall: Hall, council: Browser) -> None:
    at = begun(hall, council)
    assert "eerdereAanwijzingen" not in kept(council, at)
    save(hall, council, f"{at}/evaluatie", **{"eerder.geen": "ja"})
    assert kept(council, at)["eerdereAanwijzingen"] == []
    assert "eerder.geen" in inputs(council.get(f"{at}/evaluatie").text)
    save(hall, council, f"{at}/algemeen", **{"verzonden.geen": "ja"})
    assert kept(council, at)["verzonden"] is None


def test_what_is_wrong_comes_back_with_what_was_written(hall: Hall, council: Browser) -> None:
    got = hall.send(council, LIST, FIRST | {"gebied.id": "Tarwe Wijk!", "kenmerk": ""})
    assert got.status_code == 400 and 'href="#gebied.id"' in got.text and 'value="Tarwe Wijk!"' in got.text
    accessible(got.text)
    at = begun(hall, council)
    wrong = save(hall, council, f"{at}/algemeen", verzonden="2026-02-02", ontvangen="2026-01-01", kenmerk=HOSTILE)
    assert wrong.status_code == 400 and HOSTILE not in wrong.text
    assert 'value="2026-02-02"' in wrong.text and 'href="#' in wrong.text
    accessible(wrong.text)
    assert kept(council, at)["kenmerk"] == FIRST["kenmerk"]
    item = save(hall, council, f"{at}/noodzaak/bewijs/nieuw", soort="politiecijfers", jaar="gisteren")
    assert item.status_code == 400 and 'href="#jaar"' in item.text and 'value="gisteren"' in item.text
    number = save(hall, council, f"{at}/overleg/overleg/nieuw", partij="bel 999990019")
    assert number.status_code == 400 and "overleg" not in kept(council, at)


def test_who_saves_late_overwrites_nothing_and_loses_nothing(hall: Hall, council: Browser) -> None:
    other = hall.sit(Role.COUNCIL, name="Ander raadslid")
    at = begun(hall, council)
    early = inputs(other.get(f"{at}/geschiktheid").text)
    save(hall, council, f"{at}/noodzaak", **{"onderbouwing.noodzaak.stelling": "Eerst."})
    late = hall.send(other, f"{at}/geschiktheid", early | {"onderbouwing.geschiktheid.stelling": "Later."})
    assert late.status_code == 412 and "Later." in late.text
    accessible(late.text)
    again = hall.send(other, f"{at}/geschiktheid", inputs(late.text) | {"onderbouwing.geschiktheid.stelling": "Later."})
    assert again.status_code == 303
    found = kept(council, at)["onderbouwing"]
    assert (found["noodzaak"]["stelling"], found["geschiktheid"]["stelling"]) == ("Eerst.", "Later.")
    assert hall.send(other, f"{at}/weg", {"versie": "1"}).status_code == 412
    version = inputs(council.get(at).text)["versie"][0]
    assert hall.send(council, f"{at}/weg", {"versie": version}).headers["location"] == LIST
    assert council.get(at).status_code == 404


def test_a_file_becomes_a_request_and_a_request_a_file(hall: Hall, council: Browser) -> None:
    document = example() | {"gemeente": "GM9999"}
    data = {"bestand": ("verzoek.json", json.dumps(document).encode(), "application/json")}
    got = council.client.post(
        LIST,
        data={"woord": council.word},
        files=data,
        headers={"Origin": "https://localhost:8443"},
        follow_redirects=False,
    )
    assert got.status_code == 303, got.text
    at = got.headers["location"]
    assert kept(council, at) == document
    assert "Volledig" in council.get(at).text
    written = council.get(f"{at}/bestand.md")
    assert (
        written.status_code == 200 and written.headers["content-disposition"] == 'attachment; filename="voorbeeld-2.md"'
    )
    broken = {"bestand": ("verzoek.json", b'{"kenmerk": 1, "kenmerk": 2}', "application/json")}
    refused = council.client.post(
        LIST,
        data={"woord": council.word},
        files=broken,
        headers={"Origin": "https://localhost:8443"},
        follow_redirects=False,
    )
    assert refused.status_code == 400
    accessible(refused.text)


def test_a_lawyer_reads_and_nobody_else_of_the_desk_does(hall: Hall, council: Browser) -> None:
    at = begun(hall, council)
    lawyer = hall.sit(Role.LAWYER)
    page = lawyer.get(f"{at}/noodzaak")
    assert page.status_code == 200 and "Bewaar dit deel" not in page.text
    refused = hall.send(lawyer, f"{at}/noodzaak", {"versie": "1", "onderbouwing.noodzaak.stelling": "x"})
    assert refused.status_code == 403 and "onderbouwing" not in kept(council, at)
    for role in (Role.DESK, Role.REVIEWER, Role.MAYOR, Role.LANDLORD):
        assert hall.sit(role).get(at).status_code == 403


def test_a_result_becomes_a_request_with_its_figures(finished: Finished) -> None:
    hall, council = finished.hall, finished.council
    page = council.get(finished.at).text
    chosen = re.findall(r'<option value="([^"]+)"', page.partition('name="variant"')[2].partition("</select>")[0])
    got = hall.send(council, f"{finished.at}/verzoek", {"variant": chosen[0]})
    assert got.status_code == 303, got.text
    at = got.headers["location"]
    document = kept(council, at)
    assert document["onderdelen"] and any(said.get("bewijs") for said in document["onderbouwing"].values())
    assert all(council.get(f"{at}/{key}").status_code == 200 for key in ("onderdelen", "subsidiariteit", "regio"))
    assert hall.send(council, f"{finished.at}/verzoek", {"variant": "basis"}).status_code == 400


def test_what_stands_beside_is_what_the_rules_answer() -> None:
    request = DesignationRequest.model_validate(example())
    assert request.filed is not None
    for lang in LANGUAGES:
        found = completeness(request, BOOK, request.filed, lang)
        assert found is not None and found.complete and found.to_do == 0
        assert [point.kind for point in found.criteria] == ["good", "warn", "good", "warn", "good", "good", "good"]
        assert all(point.texts for point in found.criteria if point.kind == "warn")
    bare = DesignationRequest.model_validate(
        {"kenmerk": "k", "gemeente": "GM9999", "onderdelen": example()["onderdelen"]}
    )
    missing = completeness(bare, BOOK, request.filed, "nl")
    assert missing is not None and not missing.complete and missing.to_do > 3
    assert all(point.page for point in missing.criteria if point.kind == "bad")


def test_a_place_of_the_document_has_a_field() -> None:
    part = PARTS["noodzaak"]
    assert places(part.lists[0].fields, (*part.lists[0].path, 3))["onderbouwing.noodzaak.bewijs.3.jaar"] == "jaar"
