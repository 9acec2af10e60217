"""The committed page of known ordinances and designations is the one the data gives."""

from __future__ import annotations

from pathlib import Path

from tests.our_law import OUR_LAW
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import load_register, municipalities
from wbmgp_engine.law.register_page import register_page

BOOK = OUR_LAW
PAGE = register_page(BOOK)
COMMITTED = Path(__file__).parents[2] / "docs" / "known-ordinances-and-designations.md"


def test_the_committed_page_is_up_to_date() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == PAGE


def test_every_unit_decision_and_ordinance_stands_on_it() -> None:
    for code in municipalities(BOOK.files):
        register = load_register(BOOK, code)
        assert register is not None
        assert register.own is not None
        assert f"## {register.naam} ({code})" in PAGE
        assert all(f"`rules/{path}`" in PAGE for path in register.decisions)
        assert all(f"| {item.naam} | {item.soort} | {item.grond} |" in PAGE for item in register.designations)
        assert all(item.vindplaats in PAGE for item in register.own.verordeningen if item.vindplaats)


REGION = "{gemeenten: [GM9990], van: '2031-01-01', tot: null, bron: blad, zekerheid: afgeleid}"
ORDINANCE = """
  - naam: {waarde: Duinverordening, bron: blad, zekerheid: gelezen}
    jaar: {waarde: 2031, bron: blad, zekerheid: gelezen}
    artikelen: {waarde: ['8'], bron: blad, zekerheid: gelezen}
    van: {waarde: '2031-07-01', bron: blad, zekerheid: uit_geheugen}
    woonruimten: {waarde: alle, bron: blad, zekerheid: gelezen}
    regeling: duinverordening
    niet_bekend: [{feit: tot, toelichting: nog te zoeken}]
"""
DECISION = """
gemeente: GM9990
jaar: {waarde: 2031, bron: blad, zekerheid: gelezen}
besluitdatum: {waarde: '2031-05-01', bron: blad, zekerheid: gelezen}
verlenging: {waarde: 0, bron: blad, zekerheid: gelezen}
onderdelen:
  - gebied: {id: noord, naam: Noord, soort: straat, bron: blad, zekerheid: gelezen}
    van: {waarde: '2031-07-01', bron: blad, zekerheid: gelezen}
    tot: {waarde: '2035-07-01', bron: blad, zekerheid: gelezen}
    gronden: [{grond: artikel_10, instrument: {waarde: vog, bron: b, zekerheid: afgeleid}, bron: c, zekerheid: gelezen}]
"""


def test_the_page_of_a_small_register() -> None:
    files = {
        "register.yaml": f"gemeente: {{waarde: GM9990, bron: blad, zekerheid: gelezen}}\nnaam: Zandeiland\nregio: [{REGION}]\nverordeningen:{ORDINANCE}",
        "2031.yaml": DECISION,
    }
    texts = {f"aanwijzingen/gm9990-zandeiland/{name}": text.encode() for name, text in files.items()}
    assert (
        register_page(Lawbook.from_files(texts)).split("## All municipalities\n")[1]
        == """
Not stated to be complete for any period, beyond what is stated for all municipalities.

## Zandeiland (GM9990)

Code: GM9990 (blad, read).

Not stated to be complete for any period, beyond what is stated for all municipalities.

Region 2031-01-01 to now: GM9990 (blad, inferred).

### Decision of 2031-05-01

- year: 2031 (blad, read)
- decided: 2031-05-01 (blad, read)
- extension: 0 (blad, read)
- file: `rules/aanwijzingen/gm9990-zandeiland/2031.yaml`

| unit | kind | ground | instrument | term | source |
| --- | --- | --- | --- | --- | --- |
| Noord | straat | artikel_10 | vog (b, inferred) | from 2031-07-01 (blad, read); until 2035-07-01 (blad, read) | blad, read; c, read |

### Ordinances

- **Duinverordening**, 2031; Wbmgp articles 8 (blad, read); from 2031-07-01 (blad, from memory); dwellings alle (blad, read); in the rules as `duinverordening`. Not known: tot (nog te zoeken).
"""
    )
