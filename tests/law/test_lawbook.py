"""The lawbook as a folder: layout, laziness, identity, and the hash over everything."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.law.texts import ISLAND_LAW, ORDINANCE, law, law_text
from wbmgp_engine.errors import LawNotFound, OutputNotFound, RuleFileError
from wbmgp_engine.law import reading
from wbmgp_engine.law.document import Regulation
from wbmgp_engine.law.hashing import content_hash
from wbmgp_engine.law.lawbook import Lawbook

WET = "nl/wet/eilandwet/2031-07-01.yaml"
VERORDENING = "nl/gemeentelijke_verordening/gm9990-zandeiland/verordening_zandeiland/2031-07-01.yaml"
ELSEWHERE = "nl/gemeentelijke_verordening/gm9991-kleieiland/verordening_kleieiland/2031-07-01.yaml"
DAY = date(2032, 1, 1)
HERE = {"gemeente_code": "GM9990"}


def files(**changes: Any) -> dict[str, bytes]:
    """A small lawbook by path; the ordinance of the other island is faulty, to show when it is read."""
    found = {
        WET: law_text().encode(),
        VERORDENING: law_text(ORDINANCE).encode(),
        ELSEWHERE: b"implements: [",
        **changes,
    }
    return {path: content for path, content in found.items() if content is not None}


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The places of the files that were parsed, in order."""
    seen: list[str] = []
    read = reading.read_regulation

    def spy(text: str | bytes, place: str, lenient: bool = False) -> Regulation:
        seen.append(place)
        return read(text, place, lenient)

    monkeypatch.setattr(reading, "read_regulation", spy)
    return seen


def test_nothing_is_parsed_before_a_question_and_nothing_twice(parsed: list[str]) -> None:
    book = Lawbook.from_files(files())
    assert (book.laws, book.hash) == (("eilandwet", "verordening_kleieiland", "verordening_zandeiland"), book.hash)
    assert parsed == []
    assert book.regulation("eilandwet", DAY) is book.regulation("eilandwet", DAY)
    assert parsed == [f"rules/{WET}"]


def test_a_question_reads_only_the_ordinances_of_its_place(parsed: list[str]) -> None:
    book = Lawbook.from_files(files())
    assert book.implementations("eilandwet", "4", "wachttijd", DAY, HERE) is not None
    assert parsed == [f"rules/{WET}", f"rules/{VERORDENING}"]
    with pytest.raises(RuleFileError, match="rules/nl/gemeentelijke_verordening/gm9991-kleieiland"):
        book.implementations("eilandwet", "4", "wachttijd", DAY, {"gemeente_code": "GM9991"})


def test_the_key_of_a_day_is_found_without_parsing(parsed: list[str]) -> None:
    book = Lawbook.from_files(files(**{ELSEWHERE: None}))
    assert book.in_force(DAY, HERE) == (WET, VERORDENING)
    assert parsed == []


def test_only_a_file_that_may_end_is_parsed_for_its_end(parsed: list[str]) -> None:
    book = Lawbook.from_files(files(**{WET: law_text(valid_to="2031-12-31").encode()}))
    assert book.in_force(DAY, {}) == ()
    assert book.in_force(date(2031, 12, 31), {}) == (WET,)
    assert parsed == [f"rules/{WET}"]


def test_every_regulation_can_be_walked(parsed: list[str]) -> None:
    book = Lawbook.from_files(files(**{ELSEWHERE: None}))
    assert [regulation.id for regulation in book.regulations()] == ["eilandwet", "verordening_zandeiland"]
    assert len(parsed) == 2


def test_an_output_leads_to_its_article_or_to_the_nearest_name() -> None:
    book = Lawbook.from_texts([law_text()])
    regulation = book.regulation("eilandwet", DAY)
    assert book.article_of(regulation, "vergunning").number == "4"
    with pytest.raises(OutputNotFound) as caught:
        book.article_of(regulation, "vergunnig")
    assert str(caught.value) == "eilandwet (2031-07-01) has no output 'vergunnig': did you mean vergunning?"
    bare = Lawbook.from_texts([law_text(articles=[])])
    with pytest.raises(OutputNotFound, match="it has no outputs"):
        bare.article_of(bare.regulation("eilandwet", DAY), "vergunning")


@pytest.mark.parametrize(
    ("path", "keys", "message"),
    [
        ("nl/wet/anderewet/2031-07-01.yaml", {}, "$id is eilandwet but the folder says anderewet"),
        ("nl/wet/eilandwet/2031-07-02.yaml", {}, "valid_from is 2031-07-01 but the file name says 2031-07-02"),
        ("nl/amvb/eilandwet/2031-07-01.yaml", {}, "regulatory_layer is WET but the folder of the layer says AMVB"),
        (
            WET,
            {"gemeente_code": "GM9990"},
            "territory is gemeente_code GM9990 but the folder of the municipality says none",
        ),
    ],
)
def test_a_file_must_be_what_its_path_says(path: str, keys: dict[str, Any], message: str) -> None:
    book = Lawbook.from_files({path: law_text(**keys).encode()})
    with pytest.raises(RuleFileError) as caught:
        book.regulation(path.split("/")[2], DAY)
    assert str(caught.value) == f"rules/{path}: {message} → move the file or mend the key"


def test_an_ordinance_stands_in_the_folder_of_its_municipality() -> None:
    book = Lawbook.from_files({ELSEWHERE: law_text(ORDINANCE).encode()})
    with pytest.raises(RuleFileError, match="is verordening_zandeiland but the folder says verordening_kleieiland"):
        book.regulation("verordening_kleieiland", DAY)
    moved = VERORDENING.replace("gm9990", "gm9991")
    with pytest.raises(
        RuleFileError, match="gemeente_code GM9990 but the folder of the municipality says gemeente_code GM9991"
    ):
        Lawbook.from_files({moved: law_text(ORDINANCE).encode()}).regulation("verordening_zandeiland", DAY)


@pytest.mark.parametrize(
    ("path", "layout"),
    [
        ("nl/2031-07-01.yaml", "nl/<layer>/<law id>/<valid_from>.yaml"),
        ("nl/eilandwet/2031-07-01.yaml", "nl/<layer>/<law id>/<valid_from>.yaml"),
        ("nl/wetten/eilandwet/2031-07-01.yaml", "nl/<layer>/<law id>/<valid_from>.yaml"),
        ("nl/wet/eilandwet/nieuw.yaml", "nl/<layer>/<law id>/<valid_from>.yaml"),
        ("nl/wet/eilandwet/2031-07-01.yml", "nl/<layer>/<law id>/<valid_from>.yaml"),
        ("nl/wet/eilandwet/2031-02-30.yaml", "nl/<layer>/<law id>/<valid_from>.yaml"),
        ("nl/wet/eilandwet/oud/2031-07-01.yaml", "nl/<layer>/<law id>/<valid_from>.yaml"),
        (
            "nl/gemeentelijke_verordening/verordening/2031-07-01.yaml",
            "nl/gemeentelijke_verordening/<code>-<name>/<law id>/<valid_from>.yaml",
        ),
    ],
)
def test_a_rule_file_outside_the_layout_is_refused(path: str, layout: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        Lawbook.from_files({path: b""}, place="regels")
    assert str(caught.value) == f"regels/{path}: the file stands outside the layout → move it to {layout}"


def test_files_that_are_no_law_count_for_the_hash_alone() -> None:
    other = {"aanwijzingen/gm9990-zandeiland/2031.yaml": b"x", "nl/wet/eilandwet/2031-07-01.teksten.json": b"{}"}
    book = Lawbook.from_files({WET: law_text().encode(), **other})
    assert book.laws == ("eilandwet",)
    assert book.hash == content_hash(book.files) != Lawbook.from_files({WET: law_text().encode()}).hash


def test_one_id_in_two_municipalities_or_layers_is_refused() -> None:
    twin = VERORDENING.replace("gm9990-zandeiland", "gm9991-kleieiland").replace("2031-07-01", "2032-07-01")
    with pytest.raises(RuleFileError) as caught:
        Lawbook.from_files({VERORDENING: b"", twin: b""})
    assert str(caught.value) == (
        f"rules/{twin}: verordening_zandeiland also stands in rules/{VERORDENING}, of another layer or municipality"
        " → give each regulation its own $id"
    )


def test_two_files_of_one_id_and_day_are_refused() -> None:
    with pytest.raises(RuleFileError) as caught:
        Lawbook.from_texts([law_text(), law_text()], places=["een.yaml", "twee.yaml"])
    assert str(caught.value) == (
        "twee.yaml: eilandwet of 2031-07-01 also stands in een.yaml → keep one file for one id and valid_from"
    )
    with pytest.raises(RuleFileError, match="text 2: eilandwet of no date also stands in text 1"):
        Lawbook.from_texts([law_text(valid_from=None)] * 2, lenient=True)


@pytest.mark.parametrize("key", ["valid_to", "implements", "x-werkt-terug-tot"])
def test_a_key_that_is_looked_for_before_parsing_cannot_hide_behind_escapes(key: str) -> None:
    document = law(ORDINANCE, valid_to="2033-01-01")
    document["x-werkt-terug-tot"] = "2031-06-01"
    written = law_text(document).replace(f'"{key}"', f'"\\x{ord(key[0]):02x}{key[1:]}"')
    book = Lawbook.from_files({VERORDENING: written.encode()})
    with pytest.raises(RuleFileError) as caught:
        book.regulation("verordening_zandeiland", DAY)
    assert str(caught.value) == f"rules/{VERORDENING}: key {key} is written with escapes → write it plainly"


def test_texts_are_read_strictly_or_for_another_engine() -> None:
    old = law_text(schema="https://example.com/v0.5.0/schema.json", url=None, valid_from=None)
    with pytest.raises(RuleFileError, match="text 1:1: url is missing"):
        Lawbook.from_texts([old])
    book = Lawbook.from_texts([old.encode()], lenient=True)
    assert book.regulation("eilandwet", date(1900, 1, 1)).id == "eilandwet"
    assert book.hash == content_hash({"eilandwet/undated.yaml": old.encode()})


def write(root: Path, book: dict[str, bytes]) -> None:
    for path, content in book.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def test_a_folder_is_loaded_and_its_place_changes_no_hash(tmp_path: Path) -> None:
    book = files(**{ELSEWHERE: None})
    here, there = tmp_path / "rules", tmp_path / "diep" / "regels"
    write(here, book)
    write(there, {path: content.replace(b"\n", b"\r\n") for path, content in book.items()})
    write(there, {".DS_Store": b"x", ".git/nl/wet/x.yaml": b"x"})
    assert Lawbook.load(here).hash == Lawbook.load(there).hash == content_hash(book)
    assert set(Lawbook.load(there).files) == set(book)
    assert Lawbook.load(here).regulation("eilandwet", DAY).id == "eilandwet"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match="there is no such folder → name the folder that holds nl/"):
        Lawbook.load(tmp_path / "niets")


def test_the_rules_of_the_package_are_loaded_without_a_folder() -> None:
    book = Lawbook.load()
    assert "wet_bijzondere_maatregelen_grootstedelijke_problematiek" in book.laws
    assert all(regulation.starts is not None for regulation in book.regulations())
    with pytest.raises(LawNotFound):
        book.versions(ISLAND_LAW["$id"])


def test_the_files_of_a_lawbook_cannot_be_changed() -> None:
    book = Lawbook.from_texts([law_text()])
    with pytest.raises(TypeError):
        book.files["x"] = b""  # type: ignore[index]
