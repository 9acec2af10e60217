"""A case as a package for a system of cases: whole, within every limit, and without a word of what a screening said."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from hashlib import sha256
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

import pytest

from tests.api.cases.test_mandates import mandated
from tests.api.cases.working import DESK, LAWYER, REVIEWER, WITHDRAWN, Desk
from tests.api.exchange.every_way import WAYS, decided
from tests.api.exchange.test_zgw_fields import RSIN, good, put, schema
from tests.api.letters import lettering
from tests.api.letters.lettering import Writer
from wbmgp_api.cases.refusals import Refused
from wbmgp_api.exchange import zgw
from wbmgp_api.exchange.zgw import Package
from wbmgp_api.exchange.zgw_catalogue import RESULTS, STATUSES
from wbmgp_api.exchange.zgw_checking import apis, check
from wbmgp_api.exchange.zgw_papers import TITLES
from wbmgp_api.letters.kinds import KINDS
from wbmgp_api.store.case_tables import STATUSES as EVERY_STATUS

SCREENING: Final = re.compile(
    r"onderzoek|politie|woonverkl|\bvog\b|overlast|crimin|screen|artikel.10|art\. ?10|voorschrift|weging|gedrag",
    re.IGNORECASE,
)
OF_THE_LISTS: Final = ("resultaattypeomschrijving", "selectielijstklasse")
_OWN: Final = re.compile(r"urn:uuid:[0-9a-f-]{36}|[0-9a-f]{32}|\d{4}-\d\d-\d\dT[0-9:.]+Z")


def packed(desk: Desk, case: str) -> Package:
    writer = Writer(desk)
    return zgw.package(writer.office, writer.who(), case, RSIN, "Burgemeester en wethouders van Voorbeeldstad")


def documents(made: Package) -> list[tuple[str, str, dict[str, Any]]]:
    """Kind, reference and content of each document, in the order of the list."""
    manifest = json.loads(made.files[zgw.MANIFEST])
    return [(one["soort"], one["verwijzing"], json.loads(made.files[one["bestand"]])) for one in manifest["documenten"]]


def of(made: Package, kind: str) -> list[dict[str, Any]]:
    return [body for name, _, body in documents(made) if name == kind]


def own_findings(made: Package) -> list[str]:
    """The findings, without those about addresses of reference lists that only the other system knows."""
    return [one.place for one in made.findings if one.place.rpartition(".")[2] not in OF_THE_LISTS]


def final(desk: Desk, case: str) -> None:
    """Nobody objected in time, so what was decided stands."""
    desk.clock.days(60)
    desk.well(case, "_verklaar-onherroepelijk", REVIEWER, {})


def test_a_refusal_goes_over_with_its_letter(desk: Desk) -> None:
    writer = Writer(desk)
    case = lettering.refused(desk)
    desk.well(case, "_verzend", DESK, {})
    letter = writer.settled(case, "weigeren")
    made = packed(desk, case)
    assert own_findings(made) == []
    (paper,) = of(made, "enkelvoudiginformatieobject")
    pdf = made.files["bestanden/brief-01.pdf"]
    assert pdf.startswith(b"%PDF") and paper["bestandsomvang"] == len(pdf)
    assert paper["integriteit"] == {"algoritme": "sha_256", "waarde": sha256(pdf).hexdigest(), "datum": "2026-11-18"}
    assert (paper["identificatie"], paper["taal"], paper["formaat"]) == (letter, "dut", "application/pdf")
    assert (paper["titel"], "verzenddatum" in paper) == ("Besluit op de aanvraag", False)
    (decision,) = of(made, "besluit")
    assert (decision["datum"], decision["verzenddatum"]) == ("2026-11-18", "2026-11-18")
    assert decision["uiterlijkeReactiedatum"] == "2026-12-30"  # six weeks after the day of sending
    assert len(of(made, "besluitinformatieobject")) == 1
    assert "toelichting" not in decision


@pytest.mark.parametrize("screened", [True, False])
def test_every_field_holds_for_another_validator_and_every_reference_leads_somewhere(
    desk: Desk, screened: bool
) -> None:
    case = lettering.conditioned(desk) if screened else lettering.objected(desk, oordeel="ongegrond")
    desk.well(case, "_verzend", DESK, {})
    made = packed(desk, case)
    known: set[str] = set()
    for kind, reference, body in documents(made):
        missing = {error.message.split("'")[1] for error in schema(kind).iter_errors(body)}
        assert missing <= set(OF_THE_LISTS), (kind, missing)
        # Whatever a document refers to was made before it.
        assert set(re.findall(r"urn:uuid:[0-9a-f-]{36}", json.dumps(body))) <= known, kind
        assert reference not in known
        known.add(reference)
    assert {one.place.rpartition(".")[2] for one in made.findings} == set(OF_THE_LISTS)


def test_the_list_names_every_file_with_its_hash_and_the_versions(desk: Desk) -> None:
    case = desk.sent(None, "verlenen")
    made = packed(desk, case)
    manifest = json.loads(made.files[zgw.MANIFEST])
    listed = {one["bestand"]: one["sha256"] for one in [*manifest["documenten"], *manifest["bestanden"]]}
    assert listed.keys() == made.files.keys() - {zgw.MANIFEST}
    assert all(sha256(made.files[name]).hexdigest() == hashed for name, hashed in listed.items())
    assert manifest["apis"] == {"zaken": "1.5.1", "catalogi": "1.3.1", "besluiten": "1.1.0", "documenten": "1.4.2"}
    assert made.zipped() == packed(desk, case).zipped()


def test_the_metadata_of_a_case_does_not_tell_a_screening(desk: Desk) -> None:
    mandated(desk)
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for way in (one for one in WAYS if "hardheid" not in one.papers):
        case = decided(desk, way)
        desk.well(case, "_verzend", DESK, {})
        made = packed(desk, case)
        text = "\n".join(json.dumps(body) for _, _, body in documents(made))
        assert SCREENING.search(text) is None, way.name
        (result,) = of(made, "resultaat")
        names = {
            reference: body["omschrijving"] for kind, reference, body in documents(made) if kind == "resultaattype"
        }
        told[names[result["resultaattype"]]][_OWN.sub("…", text)] = way.name
    assert told.keys() == {"Verleend", "Geweigerd", "Geen vergunning nodig"}
    # Refused is refused and granted is granted, whatever it rests on and with whatever conditions.
    assert {result: len(texts) for result, texts in told.items()} == dict.fromkeys(told, 1), told


def test_papers_come_in_without_those_of_a_screening(desk: Desk) -> None:
    case = desk.take_in()
    for paper, source in (("loonstroken", "aanvrager"), ("vog", "aanvrager"), ("woonverklaring", "derde"),
                          ("uittreksel_brp", "basisregistratie")):  # fmt: skip
        desk.well(case, "bewijsstukken", DESK, {"stuk": paper, "herkomst": source, "toelichting": "Overlast."})
    papers = of(packed(desk, case), "enkelvoudiginformatieobject")
    assert [(one["titel"], one["auteur"], one["ontvangstdatum"]) for one in papers] == [
        ("Uittreksel BRP met adreshistorie", "Basisregistratie", "2026-11-18"),
        ("Loonstroken van drie maanden", "Aanvrager", "2026-11-18"),
    ]
    assert all("verzenddatum" not in one and "bestandsnaam" not in one for one in papers)


def test_statuses_follow_the_course_without_telling_a_screening(desk: Desk) -> None:
    case = lettering.conditioned(desk)
    desk.well(case, "_verzend", DESK, {})
    made = packed(desk, case)
    names = {reference: body["omschrijving"] for kind, reference, body in documents(made) if kind == "statustype"}
    assert [names[one["statustype"]] for one in of(made, "status")] == [
        "Ontvangen", "In behandeling", "Besloten", "Besluit verzonden",
    ]  # fmt: skip
    moments = [one["datumStatusGezet"] for one in of(made, "status")]
    assert moments == sorted(moments)


def test_a_withdrawn_permit_has_two_decisions_and_the_case_is_over(desk: Desk) -> None:
    case = desk.sent(None, "verlenen")
    desk.well(case, "_trek-vergunning-in", REVIEWER, WITHDRAWN)
    made = packed(desk, case)
    names = {reference: body["omschrijving"] for kind, reference, body in documents(made) if kind == "besluittype"}
    assert [names[one["besluittype"]] for one in of(made, "besluit")] == [
        "Besluit op aanvraag huisvestingsvergunning", "Intrekking huisvestingsvergunning",
    ]  # fmt: skip
    assert "verzonnen" not in "".join(json.dumps(body) for _, _, body in documents(made))


def test_every_status_letter_and_result_has_its_name() -> None:
    assert sorted(one for statuses in STATUSES.values() for one in statuses) == sorted(EVERY_STATUS)
    assert TITLES.keys() == KINDS.keys()
    assert set(zgw.ORDER) == {kind for one in apis().values() for kind in one["documenten"]}
    for kind, names in (("statustype", STATUSES), ("resultaattype", RESULTS.values())):
        for name in names:
            assert check(kind, put(good(kind), "omschrijving", name), kind) == []


def test_without_an_rsin_nothing_goes_over(desk: Desk) -> None:
    writer, case = Writer(desk), desk.take_in()
    with pytest.raises(Refused) as problem:
        zgw.package(writer.office, writer.who(), case, None, None)
    assert [one.place for one in problem.value.findings] == ["rsin"]
    got = desk.ask("GET", f"/aanvragen/{case}/zgw", REVIEWER)
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (409, "rsin")
    assert desk.ask("GET", f"/aanvragen/{'0' * 32}/zgw", REVIEWER).status_code == 404


def test_the_service_answers_the_package_to_who_sees_the_whole_case(desk: Desk) -> None:
    case = desk.sent(None, "verlenen")
    service: Any = desk.asking.client.app.state.service  # type: ignore[attr-defined]
    from wbmgp_api.accountability.municipality import Accounts

    object.__setattr__(service, "accounts", Accounts.of(None, production=False))
    got = desk.ask("GET", f"/aanvragen/{case}/zgw", LAWYER)
    assert (got.status_code, got.headers["content-type"]) == (200, "application/zip")
    with ZipFile(BytesIO(got.content)) as file:
        assert file.testzip() is None
        body = json.loads(file.read("zaken/zaak-01.json"))
    assert body["bronorganisatie"] == body["verantwoordelijkeOrganisatie"] == RSIN
    assert desk.ask("GET", f"/aanvragen/{case}/zgw", DESK).status_code == 403
    assert desk.ask("GET", f"/aanvragen/{'0' * 32}/zgw", LAWYER).status_code == 404
