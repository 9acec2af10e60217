"""The publication: what is in it, the same bytes each time, and no person of any case, wherever somebody wrote of them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.areas import drawn
from tests.api.areas.test_designations import counted, designated, designation
from tests.api.areas.test_ordinances import approved, ordained, proposed
from tests.api.cases.working import DESK, Desk, asked
from tests.api.letters.lettering import TO, Writer
from tests.api.publication import archiving as out
from tests.api.service import test_rule_books_in_use as rules
from tests.api.service.asking import TENANT
from tests.api.simulations.conftest import Council, council, started  # noqa: F401 -- the fixtures
from wbmgp_api.accountability.fields import faults
from wbmgp_api.accountability.municipality import Account, Accounts
from wbmgp_api.accountability.use import Use
from wbmgp_api.publication.bundle import bundle, scanner
from wbmgp_api.publication.public_papers import Source, place_of
from wbmgp_api.rulebooks import review
from wbmgp_api.settings import Settings
from wbmgp_api.simulations import results
from wbmgp_api.simulations.worker import Worker
from wbmgp_api.store.errors import NotThere
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.hashing import content_hash

Starter = Callable[[Worker], Worker]
BSN = "999990019"


def source(desk: Desk, simulating: Any = None) -> Source:
    of = out.office(desk)
    account = Accounts.of(None, production=False).find(TENANT)
    return Source(of.store, of.lawbook, simulating, Use(of.lawbook, Settings(), TENANT, account, of.today()))


def published(desk: Desk, *simulations: str, simulating: Any = None) -> dict[str, bytes]:
    with ZipFile(BytesIO(bundle(source(desk, simulating), out.office(desk), simulations))) as file:
        return {name: file.read(name) for name in file.namelist()}


class Links(HTMLParser):
    """What a page links to, and what it holds."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def test_everything_has_a_hash_metadata_and_a_link(desk: Desk) -> None:
    ordained(desk)
    files = published(desk)
    lines = files["manifest-sha256.txt"].decode().splitlines()
    told = {line.split("  ")[1]: line.split("  ")[0] for line in lines}
    assert told == {name: hashlib.sha256(files[name]).hexdigest() for name in files if name != "manifest-sha256.txt"}
    listed = json.loads(files["documenten.json"])
    named = {one["identifier"].removeprefix(f"wbmgp-engine/{TENANT}/") for one in listed}
    assert named == files.keys() - {"manifest-sha256.txt", "documenten.json", "index.html"}
    assert {one["informatiecategorie"]["label"] for one in listed} == {
        "inspanningsverplichting art 3.1 Woo", "wetten en algemeen verbindende voorschriften", "organisatie en werkwijze",
    }  # fmt: skip
    assert {one["publisher"]["resource"][-6:] for one in listed} == {"gm9999"}
    page = Links(files["index.html"])
    assert {link for link in page.links if not link.startswith("#")} == named | {
        "manifest-sha256.txt",
        "documenten.json",
    }
    assert not {"script", "link", "img", "iframe", "form"} & set(page.tags)
    assert {"h1", "main", "nav", "header", "table"} <= set(page.tags)


def test_a_rule_book_is_there_as_it_is_hashed_and_in_words(desk: Desk) -> None:
    files, book = published(desk), out.office(desk).lawbook
    (place,) = {name.rpartition("/")[0] for name in files if name.endswith("regelboek.json")}
    rules = {name.removeprefix(f"{place}/regels/"): data for name, data in files.items() if "/regels/" in name}
    assert content_hash(rules) == book.hash == json.loads(files[f"{place}/regelboek.json"])["hash"]
    words = files[f"{place}/in-woorden.html"].decode()
    assert "artikel 8" in words and len(words) > 20_000


def test_the_entry_of_the_register_is_there_as_the_register_takes_it_once_everything_is_told(desk: Desk) -> None:
    place = "verantwoording/algoritmeregister"
    entry = json.loads(published(desk)[f"{place}.json"])
    assert faults(entry) == [] and entry["organization"] == "Gemeente Voorbeeldstad"
    told = source(desk)
    silent = replace(told, use=replace(told.use, account=Account()))
    with ZipFile(BytesIO(bundle(silent, out.office(desk), ()))) as file:
        assert f"{place}.json" not in file.namelist() and f"{place}.md" in file.namelist()


def test_the_same_day_and_store_give_the_same_bytes(either: Desk) -> None:
    ordained(either)
    first = bundle(source(either), out.office(either), ())
    either.take_in(asked(kenmerk="ZAAK-77"))
    assert bundle(source(either), out.office(either), ()) == first
    later = source(either)
    later = replace(later, use=replace(later.use, on=later.use.on.replace(day=19)))
    assert bundle(later, out.office(either), ()) != first


def test_only_what_counts_is_there(desk: Desk) -> None:
    proposed(desk)
    assert not [name for name in published(desk) if name.startswith("verordeningen/")]
    approved(desk)
    (name,) = [name for name in published(desk) if name.startswith("verordeningen/")]
    made = json.loads(published(desk)[name])
    assert (made["id"], made["versie"]) == ("hv-2026", 1) and "made_by" not in made
    desk.clock.days(365 * 4)
    assert not [name for name in published(desk) if name.startswith("verordeningen/")]


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=5, unique=True))
def test_whatever_a_thing_is_called_its_name_leads_nowhere_and_is_its_own(keys: list[str]) -> None:
    names = [place_of("gebieden", key) for key in keys if key.isprintable()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"gebieden/[a-z0-9-]*-[0-9a-f]{8}\.json", name, re.ASCII) for name in names)


def done(council: Council, started: Starter, **said: Any) -> str:  # noqa: F811
    started(council.worker())
    key = council.ask(**said)
    council.until(key, "klaar")
    return key


def test_a_simulation_is_there_only_where_somebody_chose_it(council: Council, started: Starter) -> None:  # noqa: F811
    key = done(council, started)
    desk, simulating = council.desk, council.simulating
    assert not [name for name in published(desk, simulating=simulating) if name.startswith("simulaties/")]
    found = {name for name in published(desk, key, simulating=simulating) if name.startswith("simulaties/")}
    assert found == {
        f"simulaties/{key}/{name}"
        for name in ("scenario.yaml", "rapport.html", "rapport.en.html", "resultaat.json", "dossier.json")
    }
    with pytest.raises(NotThere):
        published(desk, "0" * 32, simulating=simulating)
    with pytest.raises(BadInput, match="is not finished"):
        published(desk, key)
    (results.out(council.folder(key)) / "rapport.html").write_text("veranderd")
    with pytest.raises(results.Gone, match="was changed"):
        published(desk, key, simulating=simulating)


def test_a_person_in_a_result_stops_the_publication_with_the_place(council: Council, started: Starter) -> None:  # noqa: F811
    text = "kenmerk: voorbeeld\nregio: kleine-regio\nhuishoudens: 500\njaren: 2\n# gevraagd door jan@voorbeeld.nl\n"
    key = done(council, started, text=text)
    with pytest.raises(BadInput) as refused:
        published(council.desk, key, simulating=council.simulating)
    (found,) = refused.value.findings
    assert found.place == f"simulaties/{key}/scenario.yaml:5" and "an address of e-mail" in found.problem
    assert "jan@" not in str(refused.value)


def test_a_reference_of_a_case_in_a_register_stops_the_publication(desk: Desk) -> None:
    desk.take_in(asked(kenmerk="ZAAK-2026-77"))
    ordained(desk, citeertitel="Verordening naar aanleiding van ZAAK-2026-77")
    with pytest.raises(BadInput, match="a reference under which a case is found"):
        published(desk)


def test_who_publishes_does_not_hear_for_which_dwellings_somebody_asked(desk: Desk) -> None:
    listed, other = "0599010000000001", "0599010000000002"
    drawn.proposed(desk, drawn.area(objecten=[listed, other]))
    assert drawn.approved(desk, "tarwewijk").status_code == 200
    assert desk.ask("POST", "/aanwijzingen", drawn.COUNCIL, designation()).status_code == 201
    assert counted(desk).status_code == 200

    def heard(text: str) -> list[str]:
        looks = scanner(source(desk), out.office(desk), (), ())
        return [one.words for one in looks.scan({"scenario.yaml": text.encode()})]

    texts = (f"# {listed}", "# 9999 AA 12")
    before = published(desk), [heard(one) for one in texts]
    there = asked()["woonruimte"] | {"adresseerbaarObject": listed, "adres": {"postcode": "9999AA", "huisnummer": 12}}
    desk.take_in(asked(woonruimte=there))
    assert (published(desk), [heard(one) for one in texts]) == before
    assert before[1] == [["the number of a dwelling"], ["a postcode with a house number"]]


NAMES = st.text("abcdefghijklmnoprstuvwz", min_size=8, max_size=14).map(lambda text: f"Zq{text}")


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, reference=NAMES, note=NAMES)
def test_nothing_of_a_case_is_ever_in_it(desk: Desk, name: str, reference: str, note: str) -> None:
    """Whatever somebody writes in a case, wherever: of what the publication is made, no case is a part."""
    given_case = asked(kenmerk=f"{reference}-1")
    given_case["huishouden"][0]["id"] = name.lower()
    case = desk.take_in(given_case, also={"burgerservicenummers": [{"persoon": name.lower(), "nummer": BSN}]})
    desk.well(case, "_trek-in", DESK, {"toelichting": note})
    writer = Writer(desk)
    other = desk.sent(asked(), "verlenen")
    writer.begun(other, "verlenen", replace(TO, to=(f"Mevrouw {name}", "Dorpsstraat 1", "9999 AA Voorbeeldstad")))
    files = published(desk)
    whole = b"\n".join((*files.values(), *(one.encode() for one in files)))
    for planted in (name, name.lower(), reference, note, BSN, case, other, "Dorpsstraat", "9999 AA"):
        assert planted.encode() not in whole, planted


def test_a_designation_brings_its_area_along(desk: Desk) -> None:
    designated(desk)
    files = published(desk)
    (one,) = [json.loads(data) for name, data in files.items() if name.startswith("aanwijzingen/")]
    (area,) = [json.loads(data) for name, data in files.items() if name.startswith("gebieden/")]
    assert (area["id"], area["versie"]) == (one["gebied"]["id"], one["gebied"]["versie"])
    assert not {"made_by", "gemaaktDoor", "vastgesteldDoor"} & (one.keys() | area.keys())


def test_a_rule_book_that_the_municipality_put_into_use_is_there_with_its_days_and_without_who(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What the solver takes its time for is tested where it is proved.
    monkeypatch.setattr(review, "proved", lambda book, own: {"uitkomst": "bewezen", "nietBewezen": []})
    assert rules.proposed(desk).status_code == 201
    assert rules.activated(desk, "2026-11-20").status_code in (200, 201)
    own = out.office(desk).lawbook

    def records() -> dict[str, Any]:
        found = [json.loads(data) for name, data in published(desk).items() if name.endswith("regelboek.json")]
        return {one["hash"]: one for one in found}

    assert records().keys() == {own.hash}  # it counts from the day after tomorrow
    desk.clock.days(3)
    told = records()
    assert told[own.hash]["inGebruikTot"] == "2026-11-20"
    assert told[rules.HASH] == {
        "hash": rules.HASH, "herkomst": "door de gemeente in gebruik genomen", "inGebruikVanaf": "2026-11-20",
        "inGebruikTot": None, "vastgesteldOp": "2026-11-18", "tweePersonen": True, "bewijzen": "bewezen",
    }  # fmt: skip
    files = published(desk)
    place = f"regelboeken/{rules.HASH[7:23]}-2026-11-20"
    there = {name.removeprefix(f"{place}/regels/"): data for name, data in files.items() if f"{place}/regels/" in name}
    assert content_hash(there) == rules.HASH
