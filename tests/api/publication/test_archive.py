"""Closed cases taken out: whole, with terms that are counted here by hand, and nothing of a screening or beyond its term."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from tests.api.cases.test_guards import store_of
from tests.api.cases.working import DESK, REVIEWER, Desk, asked
from tests.api.letters.lettering import Writer
from tests.api.publication import archiving as out
from tests.api.publication.archiving import metadata, said
from tests.api.service.asking import TENANT
from wbmgp_api.cases import finding
from wbmgp_api.letters import showing
from wbmgp_api.publication import archive
from wbmgp_api.publication.archive_check import counted, problems
from wbmgp_api.publication.case_papers import NOT_IN
from wbmgp_api.publication.closed import NotClosed
from wbmgp_api.store import keeping
from wbmgp_api.store.erasing import erase
from wbmgp_api.store.recording import Actor
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.retention import Ending
from wbmgp_engine.trail.archive import unpacked
from wbmgp_engine.trail.categories import CATEGORIES

PRONOM = {".json": "fmt/817", ".txt": "x-fmt/111", ".zip": "x-fmt/263"}


def dossier(folder: Path, case: str) -> Any:
    return metadata(folder / "zaken" / case / "data" / f"{case}.mdto.xml")


def test_cases_of_every_ending_are_whole_bags_with_metadata(either: Desk, tmp_path: Path) -> None:
    cases = [out.granted(either), out.refused(either), out.left(either)]
    folder = out.taken_out(either, tmp_path, *cases)
    assert list(problems(folder)) == [] and counted(folder) == 5
    assert sorted(one.name for one in (folder / "zaken").iterdir()) == sorted(cases)
    for path in folder.rglob("data/**/*"):
        if path.is_file() and not path.name.endswith(".mdto.xml"):
            about = metadata(path.with_name(path.name + ".bestand.mdto.xml"))
            data = path.read_bytes()
            assert said(about, "omvang") == str(len(data))
            assert said(about, "bestandsformaat/begripCode") == PRONOM[path.suffix]
            told = [one[1].text for one in about.findall(f"{out.MDTO}checksum")]
            assert told == [hashlib.new(name, data).hexdigest() for name in ("sha256", "sha512")]
    told = json.loads((folder / "overzicht.json").read_text())
    for one in (*told["zaken"], *told["gedeeld"]):
        tags = (folder / one["map"] / "tagmanifest-sha256.txt").read_bytes()
        assert one["tagmanifestSha256"] == hashlib.sha256(tags).hexdigest()


@pytest.mark.parametrize(
    ("end", "selection", "length", "since", "until"),
    [
        (out.granted, "11.1", "P1Y", None, None),  # waits for the end of the use of the permit
        (out.refused, "11.2", "P5Y", "2026-11-18", "2031-11-18"),
        (out.withdrawn, "11.1", "P1Y", "2026-11-18", "2027-11-18"),
        (out.left, "11.3", "P1Y", "2026-11-18", "2027-11-18"),
        (out.objected, "13.1", "P5Y", "2026-11-28", "2031-11-28"),  # longer than the refusal itself
    ],
)  # fmt: skip
def test_the_term_of_each_ending_is_the_one_counted_by_hand(
    desk: Desk, tmp_path: Path, end: Any, selection: str, length: str, since: str | None, until: str | None
) -> None:
    case = end(desk)
    found = dossier(out.taken_out(desk, tmp_path, case), case)
    assert said(found, "informatiecategorie/begripCode") == selection
    assert said(found, "bewaartermijn/termijnLooptijd") == length
    assert said(found, "bewaartermijn/termijnStartdatumLooptijd") == since
    assert said(found, "bewaartermijn/termijnEinddatum") == until
    assert said(found, "waardering/begripCode") == "V"
    assert found.find(f"{out.MDTO}betrokkene") is None


def test_a_rule_book_and_an_engine_are_there_once_and_named_by_their_hash(desk: Desk, tmp_path: Path) -> None:
    cases = [out.left(desk), out.granted(desk), out.refused(desk)]
    folder = out.taken_out(desk, tmp_path, *cases)
    (book,), (engine,) = list((folder / "regelboeken").iterdir()), list((folder / "motoren").iterdir())
    assert f"sha256:{book.name}" == out.office(desk).lawbook.hash
    assert json.loads((engine / "data/motor.json").read_text())["hash"] == f"sha256:{engine.name}"
    marks = (
        "gerelateerdInformatieobject/gerelateerdInformatieobjectVerwijzing/verwijzingIdentificatie/identificatieKenmerk"
    )
    rests = [said(dossier(folder, case), marks) for case in cases]
    assert rests == [None, f"regelboeken/{book.name}", f"regelboeken/{book.name}"]
    # It is kept as long as the case that is kept longest and rests on it: the permit waits for an event.
    assert said(metadata(book / "data/regelboek.mdto.xml"), "bewaartermijn/termijnEinddatum") is None


def test_what_a_screening_said_stays_in_the_house(desk: Desk, tmp_path: Path) -> None:
    case, plain = out.screened(desk), out.granted(desk)
    folder = out.taken_out(desk, tmp_path, case, plain)
    assert list(problems(folder)) == []
    bag = folder / "zaken" / case
    for told in (b"Meld u elke maand", b"gehoord", b'"woonverklaring"', b"gewogen"):
        assert [
            path.name
            for path in bag.rglob("*")
            if path.suffix != ".zip" and path.is_file() and told in path.read_bytes()
        ] == []
    files, _ = unpacked((bag / "data/bewijs-01/bewijs-01.zip").read_bytes())
    opened = {name for name in files if name.startswith("payload/")}
    assert not [name for name in opened if b"Meld u elke maand" in files[name] or b"gewogen" in files[name]]
    assert opened == {"payload/beoordeling.json", "payload/inkomen.json", "payload/persoon.json"}
    for path in ("toetsing/toetsing.json", "toetsing/toetsing.txt", "besluit/verantwoording.txt"):
        assert NOT_IN in (bag / "data" / path).read_text(encoding="utf-8")
        assert NOT_IN not in (folder / "zaken" / plain / "data" / path).read_text(encoding="utf-8")
    account = json.loads((bag / "data/uitvoer/verantwoording.json").read_text())
    assert [one["categorie"] for one in account["nietOpgenomen"]] == ["onderzoek"]
    assert account["zonderHerhaling"] == ["motivering", "spoor"]
    assert "onderzoek" not in (bag / "data" / f"{case}.mdto.xml").read_text(encoding="utf-8")
    other, _ = unpacked((folder / "zaken" / plain / "data/bewijs-01/bewijs-01.zip").read_bytes())
    assert {name for name in other if name.startswith("payload/")} == {
        f"payload/{one}.json" for one in CATEGORIES if one != "onderzoek"
    }


def erased(desk: Desk, case: str, *categories: str) -> None:
    of = out.office(desk)
    by = Actor("1" * 32, "beheer", "opdrachtregel", "opdrachtregel")
    store_of(desk).write(
        TENANT, lambda c: erase(c, of.recorder, TENANT, case, categories, by, of.now() + timedelta(hours=1))
    )
    desk.clock.days(1)


def test_what_was_erased_is_named_with_its_entry(either: Desk, tmp_path: Path) -> None:
    case = out.refused(either)
    erased(either, case, "onderzoek", "inkomen")
    folder = out.taken_out(either, tmp_path, case)
    assert list(problems(folder)) == []
    account = json.loads((folder / "zaken" / case / "data/uitvoer/verantwoording.json").read_text())
    log = json.loads((folder / "zaken" / case / "data/uitvoer/logboek.json").read_text())
    entries = {one["record_id"]: one for one in log if one["type"] == "wissing"}
    assert account["gewist"] and {one["wissing"] for one in account["gewist"]} == entries.keys()
    for one in account["gewist"]:
        assert (
            set(one["categorieen"]) <= {"inkomen", "onderzoek"} and entries[one["wissing"]]["betreft"] == one["record"]
        )
    events = [one.text or "" for one in dossier(folder, case).findall(f"{out.MDTO}event/{out.MDTO}eventResultaat")]
    assert events == ["Gewist: inkomen"] and len(entries) == 2


@pytest.mark.parametrize("category", ["inkomen", "motivering"])
def test_what_is_gone_without_a_word_stops_the_export_and_leaves_nothing(
    desk: Desk, tmp_path: Path, category: str
) -> None:
    case = out.refused(desk)

    def destroy(connection: Connection) -> None:
        for name in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(f"DELETE FROM payload WHERE category = '{category}'"))

    store_of(desk).write(TENANT, destroy)
    with pytest.raises(ProofError, match="no entry of the log says that"):
        out.taken_out(desk, tmp_path, case)
    assert not list(tmp_path.glob("*uitvoer*"))


def test_only_a_case_that_ended_and_whose_term_runs_goes(desk: Desk) -> None:
    open_case, sent = desk.take_in(), desk.sent(asked(), "verlenen")
    with pytest.raises(NotClosed, match="niet afgesloten: zij staat op ontvangen"):
        out.may_go(desk, open_case)
    with pytest.raises(NotClosed, match="zij staat op verzonden"):
        out.may_go(desk, sent)
    with pytest.raises(NotClosed, match="geen zaak met dit nummer"):
        out.may_go(desk, "0" * 32)
    untold = desk.take_in()
    desk.well(untold, "_trek-in", DESK, out.WHY)
    with pytest.raises(NotClosed, match="niemand heeft verteld hoe de zaak eindigde"):
        out.may_go(desk, untold)
    over = out.left(desk)
    assert str(out.may_go(desk, over).term.until) == "2027-11-18"
    desk.clock.days(366)
    with pytest.raises(NotClosed, match="de bewaartermijn is verstreken"):
        out.may_go(desk, over)


def test_the_mayors_own_term_of_six_weeks_takes_nothing_of_a_decision_along(desk: Desk, tmp_path: Path) -> None:
    """Art. 13 of the decree: what the mayor holds for a declaration goes after six weeks, also where the permit stays."""
    case, of = out.refused(desk), out.office(desk)
    mayor = Ending("woonverklaring", date(2026, 11, 18))
    by = of.actor(out.archivist(desk, tmp_path).who)
    store_of(desk).write(TENANT, partial(keeping.tell, tenant=TENANT, case=case, ending=mayor, by=by, moment=of.now()))
    found = out.may_go(desk, case)
    assert "onderzoek" not in found.terms and "inkomen" not in found.terms


def test_that_a_case_was_taken_out_stands_in_the_log_first(desk: Desk, tmp_path: Path) -> None:
    case = out.refused(desk)
    before = len(finding.trail(out.office(desk), out.archivist(desk, tmp_path).who, case)[1])
    out.taken_out(desk, tmp_path, case)
    looks = finding.trail(out.office(desk), out.archivist(desk, tmp_path).who, case)[1][before:]
    assert looks[0].categories == ("beoordeling", "inkomen", "motivering", "persoon", "spoor")
    assert looks[1].categories == CATEGORIES and {one.role for one in looks} == {"jurist"}


def test_what_is_there_is_never_written_over(desk: Desk, tmp_path: Path) -> None:
    case = out.left(desk)
    folder = out.taken_out(desk, tmp_path, case)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(BadInput, match="exists already"):
        out.taken_out(desk, tmp_path, case)
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_export_that_is_broken_off_leaves_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [out.left(desk), out.left(desk)]

    def stop(case: str) -> None:
        assert (tmp_path / "uitvoer").exists() is False
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.export(
            out.archivist(desk, tmp_path), [out.may_go(desk, one) for one in cases], {}, tmp_path / "uitvoer", stop
        )
    assert [one.name for one in tmp_path.iterdir() if "uitvoer" in one.name] == []


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("uitvoer.mdto.xml", "P1Y", "P2Y", "its term ends on 2027-11-18, and not on 2028-11-18"),
        ("verloop.mdto.xml", "verloop.json", "weg.json", "weg.json is not there"),
        ("verloop.json.bestand.mdto.xml", "<omvang>", "<omvang>9", "tells another size"),
        ("verloop.json.bestand.mdto.xml", "SHA256", "CRC32", "a checksum 'crc32' that is not known"),
    ],
)
def test_metadata_that_say_otherwise_are_found_also_in_a_whole_bag(
    desk: Desk, tmp_path: Path, path: str, old: str, new: str, said: str
) -> None:
    folder = out.taken_out(desk, tmp_path, out.left(desk))
    (found,) = (folder / "zaken").rglob(path)
    found.write_text(found.read_text().replace(old, new))
    _sign_again(folder, found)
    wrong = list(problems(folder))
    assert len(wrong) == 1 and said in wrong[0], wrong


def _sign_again(folder: Path, changed: Path) -> None:
    """Every manifest as whoever changed a file would make it again."""
    bag = next(one for one in changed.parents if (one / "bagit.txt").exists())
    payload = sorted(path for path in (bag / "data").rglob("*") if path.is_file())
    for name in ("sha256", "sha512"):
        lines = [f"{hashlib.new(name, one.read_bytes()).hexdigest()}  {one.relative_to(bag)}\n" for one in payload]
        (bag / f"manifest-{name}.txt").write_text("".join(lines))
    info = (bag / "bag-info.txt").read_text().splitlines()
    size = f"Payload-Oxum: {sum(one.stat().st_size for one in payload)}.{len(payload)}"
    (bag / "bag-info.txt").write_text("\n".join([*(line for line in info if "Oxum" not in line), size, ""]))
    for name in ("sha256", "sha512"):
        tags = sorted(path for path in bag.glob("*.txt") if not path.name.startswith("tagmanifest"))
        lines = [f"{hashlib.new(name, one.read_bytes()).hexdigest()}  {one.name}\n" for one in tags]
        (bag / f"tagmanifest-{name}.txt").write_text("".join(lines))
    told = json.loads((folder / "overzicht.json").read_text())
    of = bag.relative_to(folder).as_posix()
    for one in (*told["zaken"], *told["gedeeld"]):
        if one["map"] == of:
            one["tagmanifestSha256"] = hashlib.sha256((bag / "tagmanifest-sha256.txt").read_bytes()).hexdigest()
            one |= {"bestanden": len(payload), "bytes": sum(path.stat().st_size for path in payload)}
    (folder / "overzicht.json").write_text(json.dumps(told))


def test_what_is_added_to_or_taken_from_an_export_is_named(desk: Desk, tmp_path: Path) -> None:
    case = out.refused(desk)
    folder = out.taken_out(desk, tmp_path, case)
    (folder / "erbij.txt").write_text("x")
    (folder / "zaken" / "0").mkdir()
    (book,) = (folder / "regelboeken").iterdir()
    book.rename(tmp_path / "weg")
    assert list(problems(folder)) == [
        "zaken/0: is not in overzicht.json", "erbij.txt: does not belong to the export",
        f"regelboeken/{book.name}: is in overzicht.json and is not there",
        f"zaken/{case}/data/{case}.mdto.xml: rests on regelboeken/{book.name}, which is not in the export",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"vorm": "wbmgp-archief/1", "zaken": [{"map": "../x"}], "gedeeld": []}']
)
def test_what_is_no_export_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "overzicht.json").write_text(text)
    with pytest.raises(BadInput, match="is no export"):
        list(problems(tmp_path))


def test_a_letter_goes_as_it_was_sent_in_a_format_that_is_named(desk: Desk, tmp_path: Path) -> None:
    case = desk.sent(asked(), "verlenen")
    writer = Writer(desk)
    letter = writer.settled(case, "verlenen")
    writer.begun(case, "mededeling_corporatie")  # a concept is no letter
    out.ended(desk, case)
    sent = showing.pdf(writer.office, writer.who(REVIEWER), case, letter, "burger")
    folder = out.taken_out(desk, tmp_path, case)
    assert list(problems(folder)) == []
    (pdf,) = (folder / "zaken" / case).rglob("*.pdf")
    assert (pdf.name, pdf.read_bytes()) == ("brief-01-besluit.pdf", sent)
    about = metadata(pdf.with_name(f"{pdf.name}.bestand.mdto.xml"))
    assert said(about, "bestandsformaat/begripCode") == {b"%PDF-1.7": "fmt/276"}[sent[:8]]
    paper = metadata(pdf.with_name("brief-01-besluit.mdto.xml"))
    assert (said(paper, "naam") or "").startswith("Brief besluit van 2026-11-18")
