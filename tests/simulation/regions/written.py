"""Folders of regions for tests: a small one from counts, and one with own data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

REGION = """\
kenmerk: klein
naam: {nl: Kleine regio, en: Small region}
dag: 2026-01-01
gemeenten: [GM9999, GM9998]
gebieden: gebieden.csv
tellingen:
  huishouden: {bestand: huishouden.csv, bron: een toets, zekerheid: verzonnen}
  leeftijd: {bestand: leeftijd.csv, bron: een toets, zekerheid: verzonnen}
  inkomen: {bestand: inkomen.csv, bron: een toets, zekerheid: verzonnen}
  verblijf: {bestand: verblijf.csv, bron: een toets, zekerheid: verzonnen}
  bezit: {bestand: bezit.csv, bron: een toets, zekerheid: gelezen, nagezien: true}
  huur: {bestand: huur.csv, bron: een toets, zekerheid: verzonnen}
  soort: {bestand: soort.csv, bron: een toets, zekerheid: verzonnen}
  mutatie: {bestand: mutatie.csv, bron: een toets, zekerheid: verzonnen}
  groep_kleur: {bestand: groep_kleur.csv, bron: een toets, zekerheid: verzonnen}
huurklassen:
  laag: {van: 30000, tot: 60000}
  hoog: {van: 60000, tot: 120000}
aandelen:
  zoekend: {waarde: 0.1, bron: een toets, zekerheid: verzonnen}
  urgent: {waarde: 0.2, bron: een toets, zekerheid: verzonnen}
  onbekendInkomen: {waarde: 0.05, bron: een toets, zekerheid: verzonnen}
  onbekendVerblijf: {waarde: 0.05, bron: een toets, zekerheid: verzonnen}
zoekduurJaren: {waarde: 2, bron: een toets, zekerheid: verzonnen}
kenmerken:
  beroep_zorg: {waarde: 0.3, inkomens: [dienstbetrekking], bron: een toets, zekerheid: verzonnen}
"""

TABLES: Mapping[str, str] = {
    "gebieden": "id,naam,gemeente\nnoord,Noord,GM9999\nzuid,Zuid,GM9998\n",
    "huishouden": "gebied,alleenstaand,paar,paar_met_kinderen,eenouder\n"
    "noord,200,100,80,20\nzuid,150,150,250,50\ninwonend,30,5,0,5\nbuiten,20,5,5,0\n",
    "leeftijd": "gebied,tot_25,25_34,35_44,45_64,vanaf_65\n"
    "noord,60,100,80,100,60\nzuid,20,80,150,250,100\ninwonend,30,10,0,0,0\nbuiten,10,15,5,0,0\n",
    "inkomen": "gebied,dienstbetrekking,zelfstandige,aow,pensioen,studiefinanciering,bijstand,wia,geen\n"
    "noord,200,20,40,15,40,70,10,5\nzuid,400,50,60,30,5,40,10,5\ninwonend,25,0,0,0,10,5,0,0\nbuiten,20,2,0,0,5,3,0,0\n",
    "verblijf": "gebied,tot_1,1_tot_3,3_tot_6,6_tot_10,vanaf_10\n"
    "noord,40,60,60,40,200\nzuid,30,40,60,70,400\ninwonend,5,5,5,5,20\n",
    "bezit": "gebied,corporatie,particulier,koop\nnoord,200,120,90\nzuid,150,60,405\n",
    "huur": "gebied,laag,hoog\nnoord,180,140\nzuid,110,100\n",
    "soort": "gebied,zelfstandig,onzelfstandig\nnoord,380,30\nzuid,605,10\n",
    "mutatie": "gebied,corporatie,particulier,koop\nnoord,0.07,0.2,0.05\nzuid,0.06,0.15,0.04\n",
    "groep_kleur": "gebied,rood,blauw\nnoord,100,300\nzuid,300,300\ninwonend,20,20\nbuiten,15,15\n",
}


def counted(folder: Path, region: str = REGION, **tables: str) -> Path:
    """A folder with a small region from counts; `tables` take the place of those of this module."""
    return _written(folder, region, {f"{name}.csv": text for name, text in (dict(TABLES) | tables).items()})


OWN = """\
kenmerk: eigen
naam: {nl: Eigen regio, en: Own region}
dag: 2026-01-01
gemeenten: [GM9999, GM9998]
gebieden: gebieden.csv
huishoudens: huishoudens.csv
woningen: woningen.csv
cijfers:
  - {naam: peildatum, waarde: '2026-01-01', bron: de gemeente, zekerheid: gelezen, nagezien: true}
"""
HOUSEHOLDS = """\
id,woning,huishouden,geboortedatum,geboortedatum_partner,personen,inkomen,inkomen_partner,ingezetene_vanaf,geen_ingezetene,kenmerk,zoekt_sinds,urgent,groep_kleur
h1,w1,alleenstaand,1990-05-01,,1,dienstbetrekking,,2015-01-01,false,beroep_zorg,,false,rood
h2,w3,paar,1980-05-01,1982-01-31,2,,geen,,false,,2024-01-01,true,blauw
h3,,eenouder,2001-12-31,,3,bijstand,,,true,,2025-06-01,,rood
"""
DWELLINGS = """\
id,gebied,bezit,soort,huurprijs,mutatiegraad
w1,noord,corporatie,zelfstandig,61234,0.07
w2,zuid,particulier,onzelfstandig,90000,0.2
w3,zuid,koop,zelfstandig,,0.05
"""


def owned(folder: Path, households: str = HOUSEHOLDS, dwellings: str = DWELLINGS, region: str = OWN) -> Path:
    """A folder with own data: three households and three dwellings."""
    files = {"gebieden.csv": TABLES["gebieden"], "huishoudens.csv": households, "woningen.csv": dwellings}
    return _written(folder, region, files)


def changed(text: str, row: int, column: str, value: str) -> str:
    """The CSV with another value in a row (from 1) and column."""
    header, *rows = (line.split(",") for line in text.splitlines())
    rows[row - 1][header.index(column)] = value
    return _lines([header, *rows])


def without(text: str, column: str) -> str:
    """The CSV without a column."""
    rows = [line.split(",") for line in text.splitlines()]
    place = rows[0].index(column)
    return _lines([row[:place] + row[place + 1 :] for row in rows])


def _lines(rows: Sequence[Sequence[str]]) -> str:
    return "".join(",".join(row) + "\n" for row in rows)


def _written(folder: Path, region: str, files: Mapping[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "regio.yaml").write_text(region, encoding="utf-8")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
